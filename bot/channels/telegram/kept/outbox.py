"""What waits to be sent: each key once, each chat in its order, over restarts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.channels.telegram.kept.lanes import Lanes
from bot.channels.telegram.kept.tables import BLANKED, outbox
from bot.channels.telegram.shown.outgoing import Method, Outgoing
from bot.consultations.database.engine import write_transaction

# Both databases that we run on know this: what was queued once is never queued again.
_ADD = sa.text(
    "INSERT INTO telegram_outbox"
    " (key, chat_id, method, content, is_notice, state, attempts, due_at, created_at)"
    " VALUES (:key, :chat_id, :method, :content, :is_notice, 'waiting', 0, :due_at, :due_at)"
    " ON CONFLICT (key) DO NOTHING"
).bindparams(
    sa.bindparam("is_notice", type_=sa.Boolean),
    sa.bindparam("due_at", type_=outbox.c.due_at.type),
)


@dataclass(frozen=True)
class ClaimedMessage:
    """A call that is ours until its lease runs out."""

    number: int
    chat_id: int = field(repr=False)
    method: Method
    content: Mapping[str, Any] = field(repr=False)
    is_notice: bool
    attempts: int
    created_at: datetime


def queue(
    tx: Connection, prefix: str, chat_id: int, calls: Iterable[Outgoing], now: datetime
) -> int:
    """Queue calls inside a transaction, once for each ``prefix``; return how many are new."""
    added = 0
    for number, call in enumerate(calls):
        values = {
            "key": f"{prefix}.{number}",
            "chat_id": chat_id,
            "method": call.method.value,
            "content": json.dumps(call.content, ensure_ascii=False),
            "is_notice": call.is_notice,
            "due_at": now,
        }
        added += tx.execute(_ADD, values).rowcount
    return added


class SqlOutbox(Lanes):
    """The outbox in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        super().__init__(engine, outbox)

    def add(self, prefix: str, chat_id: int, calls: Iterable[Outgoing], now: datetime) -> int:
        """Queue calls, once for each ``prefix``; return how many are new."""
        with write_transaction(self._engine) as tx:
            return queue(tx, prefix, chat_id, calls, now)

    def claim(self, now: datetime, lease_until: datetime) -> ClaimedMessage | None:
        """Lease the oldest call that is due and the first of its chat."""
        row = self._lease(now, lease_until)
        if row is None:
            return None
        return ClaimedMessage(
            number=row.number,
            chat_id=row.chat_id,
            method=Method(row.method),
            content=json.loads(row.content),
            is_notice=row.is_notice,
            attempts=row.attempts + 1,
            created_at=row.created_at,
        )

    def settle(self, number: int, state: str, error: str | None = None) -> None:
        """Note the end of a call, ``sent`` or ``dead``, and forget whom it was for and what."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(outbox)
                .where(outbox.c.number == number)
                .values(state=state, last_error=error, **BLANKED)
            )

    def defer(self, number: int, due_at: datetime, error: str, *, counts: bool = True) -> None:
        """Put a call back; one that does not count was held up and not refused."""
        attempts = outbox.c.attempts - (0 if counts else 1)
        self._put_back(number, due_at, last_error=error, attempts=attempts)

    def purge(self, older_than: datetime) -> int:
        """Delete what was settled before ``older_than`` and count it."""
        is_old = outbox.c.state.in_(("sent", "dead")) & (outbox.c.created_at < older_than)
        with write_transaction(self._engine) as tx:
            return int(tx.execute(sa.delete(outbox).where(is_old)).rowcount)
