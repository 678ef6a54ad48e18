"""Rasa's table of events without an ORM and with one open connection, and how it lies in SQLite.

The table of events is the one that Rasa's own store makes, so either can read what the other wrote.
Answers lie in a second one beside it. ``bot.conversations.rasa_events`` deletes from both.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.tracker.event_rows import Writing, event_from, writing
from bot.core.tracker.stored_events import KeptEvent, is_context, kept_events
from bot.core.tracker.told_cards import TABLE as CARDS
from bot.core.tracker.told_cards import id_of, packed, told_id, unpacked, with_told

K = TypeVar("K")
V = TypeVar("V")

BUSY_SECONDS = 5.0
MAX_REMEMBERED = 10_000
MAX_CARDS = 300
_DAY_SECONDS = 86_400

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
# The end of a name tells conversations apart well enough, and makes the index a quarter of Rasa's,
# which holds each name once more for every event.
_INDEX = "CREATE INDEX IF NOT EXISTS ix_events_sender_end ON events (substr(sender_id, -8))"
_NO_OTHER_INDEX = "DROP INDEX IF EXISTS ix_events_sender_id"
_CARD_TABLE = f"""
CREATE TABLE IF NOT EXISTS {CARDS} (
    id INTEGER NOT NULL PRIMARY KEY,
    content BLOB NOT NULL,
    used_day INTEGER NOT NULL
)
"""
_ALL = "SELECT id, data FROM events WHERE {one} ORDER BY id"
_LATEST_SESSION = """
SELECT id, data FROM events WHERE {one} AND timestamp >= coalesce(
    (SELECT max(timestamp) FROM events WHERE {one} AND type_name = 'session_started'), 0
) ORDER BY id
"""
_IDS = "SELECT DISTINCT sender_id FROM events"
_CARD = f"SELECT content FROM {CARDS} WHERE id = :id"  # noqa: S608 - no value, a name of ours
_ADD = """
INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data)
VALUES (?, ?, ?, ?, ?, ?)
"""
_REPLACE = "UPDATE events SET data = ? WHERE id = ?"
_NOTE_CARD = f"""
INSERT INTO {CARDS} (id, content, used_day) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET used_day = excluded.used_day
"""  # noqa: S608 - no value, a name of ours


@dataclass(frozen=True)
class _Known:
    """What is known of a conversation since the last reading or writing."""

    events: int
    context_row: int | None = None


class EventTable(TrackerStore):  # type: ignore[misc]
    """Keeps conversations in one table; who derives from it reads and writes rows.

    Several processes may use it, as long as no two of them handle the same conversation at once.
    """

    one = "sender_id = :id"
    """How a query finds the events of a conversation."""

    def __init__(self, domain: Domain | None = None) -> None:
        """Connect to nothing yet."""
        super().__init__(domain)
        self._known: OrderedDict[str, _Known] = OrderedDict()
        # Answers by their number, and on which day this process last noted that they are used.
        self._cards: OrderedDict[int, str] = OrderedDict()
        self._used: OrderedDict[int, int] = OrderedDict()

    def _rows(self, query: str, values: Mapping[str, str | int]) -> list[Any]:
        """Return what a query finds; the id that it asks for stands in it as ``:id``."""
        raise NotImplementedError

    def _write(self, writing: Writing) -> None:
        """Store what a turn brought, all of it or nothing."""
        raise NotImplementedError

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the latest session of a conversation."""
        return self._read(_LATEST_SESSION.format(one=self.one), sender_id)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return all sessions of a conversation."""
        return self._read(_ALL.format(one=self.one), conversation_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add what is worth keeping of the events that are not in the table yet.

        Events deleted by someone else since the tracker was read stay deleted.
        """
        sender_id = tracker.sender_id
        known = self._known.get(sender_id)
        if known is None:
            query = _LATEST_SESSION.format(one=self.one)
            known = _Known(len(self._rows(query, {"id": sender_id})))
        kept = kept_events(tracker.events, known.events)
        cards = self._cards_to_note(kept)
        written = writing(sender_id, kept, cards, known.context_row)
        self._write(written)
        for number, _, day in cards:
            _keep(self._used, number, day, MAX_REMEMBERED)
        row = None if written.context is None else known.context_row
        self._remember(sender_id, _Known(len(tracker.events), row))

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        return [sender_id for (sender_id,) in self._rows(_IDS, {})]

    def _read(self, query: str, sender_id: str) -> DialogueStateTracker | None:
        rows = [(row, json.loads(data)) for row, data in self._rows(query, {"id": sender_id})]
        contexts = [row for row, event in rows if is_context(event)]
        self._remember(sender_id, _Known(len(rows), contexts[-1] if contexts else None))
        if not rows:
            return None
        events = [event_from(self._whole(event)) for _, event in rows]
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    def _whole(self, event: dict[str, Any]) -> dict[str, Any]:
        """Return a stored event with the answer that it points to, if that is still there."""
        number = told_id(event)
        answer = None if number is None else self._card(number)
        return event if answer is None else with_told(event, answer)

    def _card(self, number: int) -> Mapping[str, Any] | None:
        answer = self._cards.get(number)
        if answer is None:
            found = self._rows(_CARD, {"id": number})
            if not found:
                return None
            answer = unpacked(bytes(found[0][0]))
        _keep(self._cards, number, answer, MAX_CARDS)
        # Read anew for each event: whoever changes one changes no other conversation.
        card: dict[str, Any] = json.loads(answer)
        return card

    def _cards_to_note(self, kept: Sequence[KeptEvent]) -> list[tuple[int, bytes, int]]:
        """Return the answers that are new, or for the first time today, to this process."""
        found: dict[int, tuple[int, bytes, int]] = {}
        for event in kept:
            if event.card is not None and event.timestamp is not None:
                number, day = id_of(event.card), int(event.timestamp // _DAY_SECONDS)
                if self._used.get(number) != day:
                    found[number] = (number, packed(event.card), day)
        return list(found.values())

    def _remember(self, sender_id: str, known: _Known) -> None:
        _keep(self._known, sender_id, known, MAX_REMEMBERED)


def _keep(kept: OrderedDict[K, V], key: K, value: V, at_most: int) -> None:
    """Keep a value; the one that was longest not used makes room."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > at_most:
        kept.popitem(last=False)


class SqliteTrackerStore(EventTable):
    """Keeps conversations in one SQLite file."""

    # Without the sign, SQLite puts the id into the first condition too, finds no index for that,
    # and walks through all events of all conversations.
    one = "substr(sender_id, -8) = substr(:id, -8) AND +sender_id = :id"

    def __init__(self, path: Path, domain: Domain | None = None) -> None:
        """Use this file; it is opened, or created, with the first conversation at the latest."""
        super().__init__(domain)
        self._path = path

    def prepare(self) -> None:
        """Make the file, so that a backup before the first conversation finds it."""
        self._open().close()

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        # Not before: a connection must not be shared with the process that this one comes from.
        return self._open()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # It holds what people said: for this account only.
        self._path.touch(mode=0o600)
        # Statements are transactions of their own unless one is begun.
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        # A turn waits for no disk: losing power may cost the last turns, never the whole file.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_TABLE)
        connection.execute(_INDEX)
        connection.execute(_NO_OTHER_INDEX)
        connection.execute(_CARD_TABLE)
        return connection

    def _rows(self, query: str, values: Mapping[str, str | int]) -> list[Any]:
        return self._connection.execute(query, values).fetchall()

    def _write(self, writing: Writing) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(_NOTE_CARD, writing.cards)
            self._connection.executemany(_ADD, writing.rows)
            if writing.context is not None:
                number, row = writing.context
                if not self._connection.execute(_REPLACE, (row[-1], number)).rowcount:
                    self._connection.execute(_ADD, row)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
