"""What waits to be sent: each key once, each chat in its order, over restarts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.channels.telegram.outgoing import Method, Outgoing
from bot.channels.telegram.tables import NO_CHAT, outbox
from bot.consultations.engine import read_transaction, write_transaction

_OPEN = ("pending", "sending")

# Both databases that we run on know this: what was queued once is never queued again.
_ADD = sa.text(
    "INSERT INTO telegram_outbox"
    " (key, chat_id, method, content, is_notice, state, attempts, due_at, created_at)"
    " VALUES (:key, :chat_id, :method, :content, :is_notice, 'pending', 0, :due_at, :due_at)"
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


class SqlOutbox:
    """The outbox in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def add(self, prefix: str, chat_id: int, calls: Iterable[Outgoing], now: datetime) -> int:
        """Queue calls, once for each ``prefix``; return how many are new."""
        with write_transaction(self._engine) as tx:
            return queue(tx, prefix, chat_id, calls, now)

    def has_due(self, now: datetime) -> bool:
        """Return whether a call may be waiting; cheaper than to claim it."""
        query = sa.select(outbox.c.number).where(_is_due(outbox, now)).limit(1)
        with read_transaction(self._engine) as tx:
            return tx.execute(query).first() is not None

    def claim(self, now: datetime, lease_until: datetime) -> ClaimedMessage | None:
        """Lease the oldest call that is due and the first of its chat."""
        earlier = outbox.alias("earlier")
        waits_for_another = sa.exists().where(
            earlier.c.chat_id == outbox.c.chat_id,
            earlier.c.number < outbox.c.number,
            earlier.c.state.in_(_OPEN),
        )
        query = (
            sa.select(outbox)
            .where(_is_due(outbox, now), ~waits_for_another)
            .order_by(outbox.c.number)
            .limit(1)
        )
        with write_transaction(self._engine) as tx:
            row = tx.execute(query.with_for_update(skip_locked=True, of=outbox)).one_or_none()
            if row is None:
                return None
            tx.execute(
                sa.update(outbox)
                .where(outbox.c.number == row.number)
                .values(state="sending", attempts=row.attempts + 1, due_at=lease_until)
            )
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
                .values(state=state, chat_id=NO_CHAT, content=None, last_error=error)
            )

    def defer(self, number: int, due_at: datetime, error: str, *, counts: bool = True) -> None:
        """Put a call back; one that does not count was held up and not refused."""
        change = 0 if counts else 1
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(outbox)
                .where(outbox.c.number == number, outbox.c.state == "sending")
                .values(
                    state="pending",
                    due_at=due_at,
                    last_error=error,
                    attempts=outbox.c.attempts - change,
                )
            )

    def release(self, now: datetime) -> None:
        """Put back what a process that died had leased; only for the one process there is."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(outbox)
                .where(outbox.c.state == "sending")
                .values(state="pending", due_at=now)
            )

    def counts(self) -> dict[str, int]:
        """Return how many calls there are by state."""
        query = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
        with read_transaction(self._engine) as tx:
            return {str(state): int(number) for state, number in tx.execute(query)}

    def purge(self, older_than: datetime) -> int:
        """Delete what was settled before ``older_than`` and count it."""
        is_old = outbox.c.state.in_(("sent", "dead")) & (outbox.c.created_at < older_than)
        with write_transaction(self._engine) as tx:
            return int(tx.execute(sa.delete(outbox).where(is_old)).rowcount)


def _is_due(table: Any, now: datetime) -> Any:
    # A lease that has run out belongs to a process that died.
    return table.c.state.in_(_OPEN) & (table.c.due_at <= now)
