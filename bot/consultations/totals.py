"""How many requests there are, for operators: numbers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.consultations.database.tables import consultation_requests
from bot.consultations.models import SETTLED_STATES


@dataclass(frozen=True)
class RequestTotals:
    """All requests that are stored, by channel; the unsettled ones, and those past their day."""

    by_channel: Mapping[str, int]
    open: int
    overdue: int


def request_totals(engine: Engine, today: date) -> RequestTotals:
    """Count the requests.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    table = consultation_requests
    is_open = table.c.state.notin_([state.value for state in SETTLED_STATES])
    is_open &= table.c.erased_at.is_(None)
    by_channel = sa.select(table.c.channel, sa.func.count()).group_by(table.c.channel)
    number = sa.select(sa.func.count()).select_from(table).where(is_open)
    with read_transaction(engine) as connection:
        channels = {str(channel): int(count) for channel, count in connection.execute(by_channel)}
        unsettled = int(connection.execute(number).scalar_one())
        overdue = int(connection.execute(number.where(table.c.answer_by < today)).scalar_one())
    return RequestTotals(channels, unsettled, overdue)
