"""Rasa's table of events in PostgreSQL, for cores on several machines."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

import psycopg2
from psycopg2.extras import execute_values
from rasa.shared.core.domain import Domain

from bot.core.tracker.event_rows import Writing
from bot.core.tracker.told_cards import TABLE as CARDS
from bot.core.tracker.tracker_store import EventTable

CONNECT_SECONDS = 5
# A turn gives up before the gateway does.
STATEMENT_MILLISECONDS = 5000

_TABLE = """
CREATE TABLE IF NOT EXISTS events (
    id SERIAL PRIMARY KEY,
    sender_id VARCHAR(255) NOT NULL,
    type_name VARCHAR(255) NOT NULL,
    timestamp DOUBLE PRECISION,
    intent_name VARCHAR(255),
    action_name VARCHAR(255),
    data TEXT
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id)"
_ADD = """
INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) VALUES %s
"""
_REPLACE = "UPDATE events SET data = %s WHERE id = %s"
_CARD_TABLE = f"""
CREATE TABLE IF NOT EXISTS {CARDS} (
    id BIGINT PRIMARY KEY,
    content BYTEA NOT NULL,
    used_day INTEGER NOT NULL
)
"""
_NOTE_CARDS = f"""
INSERT INTO {CARDS} (id, content, used_day) VALUES %s
ON CONFLICT (id) DO UPDATE SET used_day = excluded.used_day
"""  # noqa: S608 - no value, a name of ours
# Cores that start at once must not make the table at once.
_LOCK = 4_902_026_101


class PostgresTrackerStore(EventTable):
    """Keeps conversations in one table that all cores share, over one connection each.

    A server that was restarted costs nothing: reading comes first in a turn, and connects anew.
    """

    def __init__(self, url: str, domain: Domain | None = None) -> None:
        """Use the database at ``url`` (``postgresql://…``), connected to with the first message."""
        super().__init__(domain)
        self._url = url.replace("postgresql+psycopg2://", "postgresql://", 1)

    @cached_property
    def _connection(self) -> Any:
        connection = psycopg2.connect(
            self._url,
            connect_timeout=CONNECT_SECONDS,
            options=f"-c statement_timeout={STATEMENT_MILLISECONDS}",
        )
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            cursor.execute(_TABLE)
            cursor.execute(_INDEX)
            cursor.execute(_CARD_TABLE)
        return connection

    def _rows(self, query: str, values: Mapping[str, str | int]) -> list[Any]:
        named = query.replace(":id", "%(id)s")
        try:
            return self._read_rows(named, values)
        except psycopg2.Error:
            # Mostly the server went away since the last turn, which the driver tells in several
            # ways; nothing is lost by asking again.
            self._forget_connection()
            return self._read_rows(named, values)

    def _write(self, writing: Writing) -> None:
        try:
            with self._connection as connection, connection.cursor() as cursor:
                _execute(cursor, writing)
        except psycopg2.Error:
            # Not tried again: it may have been stored, and events must not be there twice.
            self._forget_connection()
            raise

    def _read_rows(self, query: str, values: Mapping[str, str | int]) -> list[Any]:
        with self._connection as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    def _forget_connection(self) -> None:
        connection = self.__dict__.pop("_connection", None)
        if connection is not None:
            with suppress(psycopg2.Error):
                connection.close()


def _execute(cursor: Any, writing: Writing) -> None:
    rows = list(writing.rows)
    if writing.context is not None:
        number, row = writing.context
        cursor.execute(_REPLACE, (row[-1], number))
        if not cursor.rowcount:
            rows.append(row)
    if writing.cards:
        # Always in the same order, or two cores could wait for each other for ever.
        execute_values(cursor, _NOTE_CARDS, sorted(writing.cards))
    if rows:
        execute_values(cursor, _ADD, rows)
