from __future__ import annotations

import sqlite3
from datetime import datetime, timezone
from pathlib import Path

from bot.conversations.rasa_events import RasaEvents


def test_only_the_one_conversation_is_erased(tmp_path: Path) -> None:
    path = tmp_path / "rasa.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE events (sender_id TEXT, data TEXT)")
        connection.executemany(
            "INSERT INTO events VALUES (?, ?)", [("a", "1"), ("a", "2"), ("b", "3")]
        )
    RasaEvents(path).erase("a")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT sender_id FROM events").fetchall() == [("b",)]


def test_a_database_that_is_not_there_stays_away(tmp_path: Path) -> None:
    RasaEvents(tmp_path / "rasa.sqlite").erase("a")
    assert not (tmp_path / "rasa.sqlite").exists()


def test_a_database_without_events_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "rasa.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (id TEXT)")
    RasaEvents(path).erase("a")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM other").fetchone() == (0,)


def test_whole_conversations_are_purged_by_their_last_event(tmp_path: Path) -> None:
    path = tmp_path / "rasa.sqlite"
    limit = datetime(2026, 11, 23, tzinfo=timezone.utc)
    old, new = limit.timestamp() - 1, limit.timestamp() + 1
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE events (sender_id TEXT, timestamp REAL)")
        connection.executemany(
            "INSERT INTO events VALUES (?, ?)", [("a", old), ("b", old), ("b", new), ("c", new)]
        )
    RasaEvents(path).purge(limit)
    with sqlite3.connect(path) as connection:
        left = connection.execute("SELECT sender_id, timestamp FROM events").fetchall()
    assert left == [("b", old), ("b", new), ("c", new)]
