"""Counts when and by which channel questions come: numbers by hour, never a topic or a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction
from bot.conversations.adding import add_one
from bot.conversations.tables import hour_counts

MAX_CHANNEL_CHARACTERS = 20


@dataclass(frozen=True)
class HourCount:
    """How many questions came within an hour of the day (0 to 23) by one channel."""

    hour: int
    channel: str
    number: int


def add_hour(tx: Connection, day: date, hour: int, channel: str) -> None:
    """Add one question that came on ``day`` in ``hour``, both by the office's clock."""
    add_one(tx, hour_counts, day=day, hour=hour, channel=channel[:MAX_CHANNEL_CHARACTERS])


class HourStore:
    """The counts in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def between(self, first: date, last: date) -> list[HourCount]:
        """Return the sums from ``first`` to ``last``, both included, by hour and channel."""
        query = (
            sa.select(
                hour_counts.c.hour,
                hour_counts.c.channel,
                sa.func.sum(hour_counts.c.number).label("number"),
            )
            .where(hour_counts.c.day.between(first, last))
            .group_by(hour_counts.c.hour, hour_counts.c.channel)
            .order_by(hour_counts.c.hour, hour_counts.c.channel)
        )
        with read_transaction(self._engine) as tx:
            return [HourCount(row.hour, row.channel, int(row.number)) for row in tx.execute(query)]
