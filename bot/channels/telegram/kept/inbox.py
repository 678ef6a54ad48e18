"""What has come in: each update once, each chat in its order, over restarts.

The gateway writes here and answers Telegram; the process of the channel works it off.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channels.telegram.incoming import Incoming, Kind
from bot.channels.telegram.kept.lanes import WAITING, Lanes
from bot.channels.telegram.kept.outbox import queue
from bot.channels.telegram.kept.tables import BLANKED, NO_CHAT, updates
from bot.channels.telegram.shown.outgoing import Outgoing
from bot.consultations.database.engine import write_transaction

ANSWERED_WITHIN = timedelta(days=2)
"""Telegram redelivers for a day. What is older is no question any more, or a replay."""

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


class SqlInbox(Lanes):
    """The inbox in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        super().__init__(engine, updates)

    def add(self, incoming: Incoming, now: datetime) -> bool:
        """Take an update in and return whether it is new; one without meaning is done at once."""
        means_nothing = incoming.kind is Kind.NOTHING
        values = {
            "update_id": incoming.update_id,
            "chat_id": NO_CHAT if means_nothing else incoming.chat_id,
            "state": "done" if means_nothing else WAITING,
            "now": now,
            "content": None
            if means_nothing
            else json.dumps(incoming.as_json(), ensure_ascii=False),
        }
        with write_transaction(self._engine) as tx:
            return bool(tx.execute(_ADD, values).rowcount)

    def claim(self, now: datetime, lease_until: datetime) -> ClaimedUpdate | None:
        """Lease the oldest update that is due and the first of its chat."""
        row = self._lease(now, lease_until)
        if row is None:
            return None
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
                .values(state="done", **BLANKED)
            )

    def defer(self, number: int, due_at: datetime) -> None:
        """Put an update back until ``due_at``."""
        self._put_back(number, due_at)

    def expire(self, older_than: datetime) -> int:
        """Blank what nobody has worked off since ``older_than``, and count it."""
        is_stale = (updates.c.state == WAITING) & (updates.c.received_at < older_than)
        with write_transaction(self._engine) as tx:
            changed = tx.execute(sa.update(updates).where(is_stale).values(state="done", **BLANKED))
        return int(changed.rowcount)

    def purge(self, older_than: datetime) -> int:
        """Forget the numbers of updates that were done before ``older_than``; count them."""
        is_old = (updates.c.state == "done") & (updates.c.received_at < older_than)
        with write_transaction(self._engine) as tx:
            return int(tx.execute(sa.delete(updates).where(is_old)).rowcount)
