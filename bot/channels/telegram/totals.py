"""How much of the channel waits, for operators: numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channels.telegram.kept.lanes import WAITING, WORKING
from bot.channels.telegram.kept.tables import outbox, updates
from bot.consultations.database.engine import read_transaction

_OPEN = (WAITING, WORKING)


@dataclass(frozen=True)
class TelegramTotals:
    """What people wrote and is not answered yet, and what is not sent or was given up.

    ``oldest_seconds`` is how long the oldest message of a person has waited.
    """

    updates_waiting: int
    oldest_seconds: float
    messages_waiting: int
    messages_dead: int


def telegram_totals(engine: Engine, now: datetime) -> TelegramTotals:
    """Count in a migrated database.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    received = updates.c.received_at
    heard = sa.select(sa.func.count(), sa.func.min(received, type_=received.type)).where(
        updates.c.state.in_(_OPEN)
    )
    by_state = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
    with read_transaction(engine) as connection:
        waiting, oldest = connection.execute(heard).one()
        told = {str(state): int(number) for state, number in connection.execute(by_state)}
    return TelegramTotals(
        updates_waiting=int(waiting),
        oldest_seconds=0.0 if oldest is None else max(0.0, (now - oldest).total_seconds()),
        messages_waiting=sum(told.get(state, 0) for state in _OPEN),
        messages_dead=told.get("dead", 0),
    )
