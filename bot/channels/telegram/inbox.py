"""What has come in: each update once, each chat in its order, over restarts.

The gateway writes here and answers Telegram; the process of the channel works it off.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channels.telegram.incoming import Incoming, Kind
from bot.channels.telegram.outbox import queue
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.tables import NO_CHAT, updates
from bot.consultations.engine import read_transaction, write_transaction

_OPEN = ("waiting", "working")

_ADD = sa.text(
    "INSERT INTO telegram_updates"
    " (update_id, chat_id, state, attempts, due_at, received_at, content)"
    " VALUES (:update_id, :chat_id, :state, 0, :now, :now, :content)"
    " ON CONFLICT (update_id) DO NOTHING"
).bindparams(sa.bindparam("now", type_=updates.c.due_at.type))


@dataclass(frozen=True)
class ClaimedUpdate:
    """An update that is ours until its lease runs out."""

    number: int
    incoming: Incoming
    attempts: int
    received_at: datetime
    mark: int | None = None


class SqlInbox:
    """The inbox in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def add(self, incoming: Incoming, now: datetime) -> bool:
        """Take an update in and return whether it is new; one without meaning is done at once."""
        means_nothing = incoming.kind is Kind.NOTHING
        values = {
            "update_id": incoming.update_id,
            "chat_id": NO_CHAT if means_nothing else incoming.chat_id,
            "state": "done" if means_nothing else "waiting",
            "now": now,
            "content": None
            if means_nothing
            else json.dumps(incoming.as_json(), ensure_ascii=False),
        }
        with write_transaction(self._engine) as tx:
            return bool(tx.execute(_ADD, values).rowcount)

    def has_due(self, now: datetime) -> bool:
        """Return whether an update may be waiting; cheaper than to claim it."""
        with read_transaction(self._engine) as tx:
            query = sa.select(updates.c.number).where(_is_due(now)).limit(1)
            return tx.execute(query).first() is not None

    def claim(self, now: datetime, lease_until: datetime) -> ClaimedUpdate | None:
        """Lease the oldest update that is due and the first of its chat."""
        earlier = updates.alias("earlier")
        waits_for_another = sa.exists().where(
            earlier.c.chat_id == updates.c.chat_id,
            earlier.c.number < updates.c.number,
            earlier.c.state.in_(_OPEN),
        )
        query = (
            sa.select(updates)
            .where(_is_due(now), ~waits_for_another)
            .order_by(updates.c.number)
            .limit(1)
        )
        with write_transaction(self._engine) as tx:
            row = tx.execute(query.with_for_update(skip_locked=True, of=updates)).one_or_none()
            if row is None:
                return None
            tx.execute(
                sa.update(updates)
                .where(updates.c.number == row.number)
                .values(state="working", attempts=row.attempts + 1, due_at=lease_until)
            )
        incoming = Incoming.from_json(json.loads(row.content))
        return ClaimedUpdate(row.number, incoming, row.attempts + 1, row.received_at, row.mark)

    def mark(self, number: int, mark: int) -> None:
        """Note how far the conversation had come before the update was passed on."""
        with write_transaction(self._engine) as tx:
            tx.execute(sa.update(updates).where(updates.c.number == number).values(mark=mark))

    def finish(self, done: ClaimedUpdate, calls: Sequence[Outgoing], now: datetime) -> None:
        """Queue the answer and be done with the update: both or none."""
        incoming = done.incoming
        with write_transaction(self._engine) as tx:
            queue(tx, f"u{incoming.update_id}", incoming.chat_id, calls, now)
            tx.execute(
                sa.update(updates)
                .where(updates.c.number == done.number)
                .values(state="done", chat_id=NO_CHAT, content=None)
            )

    def defer(self, number: int, due_at: datetime) -> None:
        """Put an update back until ``due_at``."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(updates)
                .where(updates.c.number == number, updates.c.state == "working")
                .values(state="waiting", due_at=due_at)
            )

    def release(self, now: datetime) -> None:
        """Put back what a process that died had leased; only for the one process there is."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(updates)
                .where(updates.c.state == "working")
                .values(state="waiting", due_at=now)
            )

    def counts(self) -> dict[str, int]:
        """Return how many updates there are by state."""
        query = sa.select(updates.c.state, sa.func.count()).group_by(updates.c.state)
        with read_transaction(self._engine) as tx:
            return {str(state): int(number) for state, number in tx.execute(query)}

    def oldest_waiting(self) -> datetime | None:
        """Return since when the longest waiting update is here."""
        query = sa.select(sa.func.min(updates.c.received_at)).where(updates.c.state.in_(_OPEN))
        with read_transaction(self._engine) as tx:
            found: datetime | None = tx.execute(query).scalar()
        return found

    def purge(self, older_than: datetime) -> int:
        """Forget the numbers of updates that were done before ``older_than``; count them."""
        is_old = (updates.c.state == "done") & (updates.c.received_at < older_than)
        with write_transaction(self._engine) as tx:
            return int(tx.execute(sa.delete(updates).where(is_old)).rowcount)


def _is_due(now: datetime) -> Any:
    # A lease that has run out belongs to a process that died.
    return updates.c.state.in_(_OPEN) & (updates.c.due_at <= now)
