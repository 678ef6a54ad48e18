"""Erases what Rasa's own database remembers of a conversation."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path


class RasaEvents:
    """Rasa's tracker table, opened only to delete from it."""

    def __init__(self, database: Path) -> None:
        """Use the SQLite file of the tracker store; it may not exist yet."""
        self._database = database

    def erase(self, conversation_id: str) -> None:
        """Delete all events of one conversation; a database without the table has none."""
        self._delete("DELETE FROM events WHERE sender_id = ?", conversation_id)

    def purge(self, older_than: datetime) -> None:
        """Delete the conversations in which nothing has happened since ``older_than`` (aware)."""
        self._delete(
            "DELETE FROM events WHERE sender_id IN"
            " (SELECT sender_id FROM events GROUP BY sender_id HAVING max(timestamp) < ?)",
            older_than.timestamp(),
        )

    def _delete(self, statement: str, value: object) -> None:
        if not self._database.exists():
            return
        with closing(sqlite3.connect(self._database, timeout=5)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            with connection:
                has_events = connection.execute(
                    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'"
                ).fetchone()
                if has_events:
                    connection.execute(statement, (value,))
            # The core writes to a log beside the file first; empty it, or the text stays in there.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
