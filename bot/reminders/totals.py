"""How many reminder mails wait, for operators: numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.reminders.tables import OPEN_STATES, mails


@dataclass(frozen=True)
class ReminderTotals:
    """Mails that wait, mails that were given up, and for how long the oldest has been due."""

    waiting: int
    dead: int
    oldest_seconds: float


def reminder_totals(engine: Engine, now: datetime) -> ReminderTotals:
    """Count the mails.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    is_waiting = mails.c.state.in_(OPEN_STATES)
    waiting = sa.select(
        sa.func.count(), sa.func.min(mails.c.due_at, type_=mails.c.due_at.type)
    ).where(is_waiting)
    dead = sa.select(sa.func.count()).where(mails.c.state == "dead")
    with read_transaction(engine) as connection:
        number, oldest = connection.execute(waiting).one()
        given_up = int(connection.execute(dead).scalar_one())
    seconds = 0.0 if oldest is None else max(0.0, (now - oldest).total_seconds())
    return ReminderTotals(int(number), given_up, seconds)
