"""Erases what Rasa's own database remembers of a conversation, wherever that is.

Answers of the knowledge base lie there once for all conversations
(``bot.core.tracker.told_cards``). They say nothing of anybody, and go when no conversation that is
still kept can have been told them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.consultations.database.engine import is_shared, open_engine, write_transaction

_ONE = "DELETE FROM events WHERE sender_id = {value}"
# As the core's index in SQLite holds it (bot.core.tracker.tracker_store), or free without it.
_INDEXED = "substr(sender_id, -8) = substr(?1, -8)"
_OLD = (
    "DELETE FROM events WHERE sender_id IN"
    " (SELECT sender_id FROM events GROUP BY sender_id HAVING max(timestamp) < {value})"
)

_EVENTS = "events"
_CARDS = "told_cards"
_UNUSED = "DELETE FROM told_cards WHERE used_day < {value}"
# Longer than anybody talks without the pause after which a conversation is forgotten.
_LONGEST_TALK_DAYS = 30
_DAY_SECONDS = 86_400


class EventStore(Protocol):
    """Rasa's memory as far as we delete from it."""

    def erase(self, conversation_id: str) -> None:
        """Delete all events of one conversation; a database without the table has none."""

    def purge(self, older_than: datetime) -> None:
        """Delete the conversations in which nothing has happened since ``older_than`` (aware)."""


def rasa_events(tracker_url: str) -> EventStore:
    """Return the memory at a database address."""
    if is_shared(tracker_url):
        return SharedRasaEvents(tracker_url)
    return RasaEvents(Path(str(make_url(tracker_url).database)))


class SharedRasaEvents:
    """Rasa's tracker table in PostgreSQL; methods raise ``StoreUnavailableError``."""

    def __init__(self, tracker_url: str) -> None:
        """Connect at the first use."""
        self._engine = open_engine(tracker_url)

    def erase(self, conversation_id: str) -> None:
        """Delete all events of one conversation; a database without the table has none."""
        self._delete(_ONE, conversation_id)

    def purge(self, older_than: datetime) -> None:
        """Delete the conversations in which nothing has happened since ``older_than`` (aware)."""
        self._delete(_OLD, older_than.timestamp())
        self._delete(_UNUSED, _first_day(older_than), _CARDS)

    def _delete(self, statement: str, value: object, table: str = _EVENTS) -> None:
        with write_transaction(self._engine) as connection:
            if sa.inspect(connection).has_table(table):
                connection.execute(sa.text(statement.format(value=":value")), {"value": value})


class RasaEvents:
    """Rasa's tracker table, opened only to delete from it."""

    def __init__(self, database: Path) -> None:
        """Use the SQLite file of the tracker store; it may not exist yet."""
        self._database = database

    def erase(self, conversation_id: str) -> None:
        """Delete all events of one conversation; a database without the table has none."""
        self._delete(f"{_ONE.format(value='?1')} AND {_INDEXED}", conversation_id)

    def purge(self, older_than: datetime) -> None:
        """Delete the conversations in which nothing has happened since ``older_than`` (aware)."""
        self._delete(_OLD.format(value="?"), older_than.timestamp())
        self._delete(_UNUSED.format(value="?"), _first_day(older_than), _CARDS)

    def _delete(self, statement: str, value: object, table: str = _EVENTS) -> None:
        if not self._database.exists():
            return
        with closing(sqlite3.connect(self._database, timeout=5)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            with connection:
                has_table = connection.execute(
                    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
                ).fetchone()
                if has_table:
                    connection.execute(statement, (value,))
            # The core writes to a log beside the file first; empty it, or the text stays in there.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _first_day(older_than: datetime) -> int:
    """Return the first day (since 1970) on which an answer that is still needed was told."""
    return int(older_than.timestamp() // _DAY_SECONDS) - _LONGEST_TALK_DAYS
