"""Rasa's table of events without an ORM and with one open connection, and how it lies in SQLite.

The table is the one that Rasa's own store makes, so either can read what the other wrote, and
``bot.conversations.rasa_events`` deletes from it.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.core.stored_events import lean

BUSY_SECONDS = 5.0
MAX_REMEMBERED = 10_000

_TABLE = """
CREATE TABLE IF NOT EXISTS events (
    id INTEGER NOT NULL,
    sender_id VARCHAR(255) NOT NULL,
    type_name VARCHAR(255) NOT NULL,
    timestamp FLOAT,
    intent_name VARCHAR(255),
    action_name VARCHAR(255),
    data TEXT,
    PRIMARY KEY (id)
)
"""
INDEX = "CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id)"
_ALL = "SELECT data FROM events WHERE sender_id = :id ORDER BY id"
_LATEST_SESSION = """
SELECT data FROM events WHERE sender_id = :id AND timestamp >= coalesce(
    (SELECT max(timestamp) FROM events WHERE sender_id = :id AND type_name = 'session_started'), 0
) ORDER BY id
"""
_IDS = "SELECT DISTINCT sender_id FROM events"
_ADD = """
INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data)
VALUES (?, ?, ?, ?, ?, ?)
"""


class EventTable(TrackerStore):  # type: ignore[misc]
    """Keeps conversations in one table; who derives from it reads and writes rows.

    Several processes may use it, as long as no two of them handle the same conversation at once.
    """

    def __init__(self, domain: Domain | None = None) -> None:
        """Connect to nothing yet."""
        super().__init__(domain)
        # How many events of a conversation are in the table, as of the last reading or writing.
        self._stored: OrderedDict[str, int] = OrderedDict()

    def _rows(self, query: str, values: dict[str, str]) -> list[tuple[str]]:
        """Return what a query finds; the id of a conversation stands in it as ``:id``."""
        raise NotImplementedError

    def _add(self, rows: list[tuple[Any, ...]]) -> None:
        """Store rows of events, all of them or none."""
        raise NotImplementedError

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the latest session of a conversation."""
        return self._read(_LATEST_SESSION, sender_id)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return all sessions of a conversation."""
        return self._read(_ALL, conversation_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the events that are not in the table yet.

        Events deleted by someone else since the tracker was read stay deleted.
        """
        sender_id = tracker.sender_id
        known = self._stored.get(sender_id)
        if known is None:
            known = len(self._rows(_LATEST_SESSION, {"id": sender_id}))
        rows = [
            _row(sender_id, lean(event.as_dict()))
            for event in itertools.islice(tracker.events, known, None)
        ]
        self._add(rows)
        self._remember(sender_id, len(tracker.events))

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        return [sender_id for (sender_id,) in self._rows(_IDS, {})]

    def _read(self, query: str, sender_id: str) -> DialogueStateTracker | None:
        rows = self._rows(query, {"id": sender_id})
        self._remember(sender_id, len(rows))
        if not rows:
            return None
        events = [_event(json.loads(data)) for (data,) in rows]
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    def _remember(self, sender_id: str, count: int) -> None:
        self._stored[sender_id] = count
        self._stored.move_to_end(sender_id)
        if len(self._stored) > MAX_REMEMBERED:
            self._stored.popitem(last=False)


class SqliteTrackerStore(EventTable):
    """Keeps conversations in one SQLite file."""

    def __init__(self, path: Path, domain: Domain | None = None) -> None:
        """Use this file; it is opened or created with the first conversation."""
        super().__init__(domain)
        self._path = path

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        # Not before: a connection must not be shared with the process that this one comes from.
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # It holds what people said: for this account only.
        self._path.touch(mode=0o600)
        # Statements are transactions of their own unless one is begun.
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        # A turn waits for no disk: losing power may cost the last turns, never the whole file.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_TABLE)
        connection.execute(INDEX)
        return connection

    def _rows(self, query: str, values: dict[str, str]) -> list[tuple[str]]:
        return self._connection.execute(query, values).fetchall()

    def _add(self, rows: list[tuple[Any, ...]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(_ADD, rows)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, type[Event]]:
    """Return the kinds of events by name; Rasa looks through all of them for every event."""
    return {kind.type_name: kind for kind in reversed(all_subclasses(Event))}


def _event(stored: dict[str, Any]) -> Event:
    kind = _kinds().get(stored["event"])
    return kind._from_parameters(stored) if kind else Event.from_parameters(stored)


def _row(sender_id: str, event: dict[str, Any]) -> tuple[Any, ...]:
    intent = event.get("parse_data", {}).get("intent", {}).get("name")
    return (
        sender_id,
        event["event"],
        event.get("timestamp"),
        intent,
        event.get("name"),
        json.dumps(event),
    )
