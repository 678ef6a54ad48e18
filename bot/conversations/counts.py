"""Counts what was asked and how it was liked: numbers by day, never a text or a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.conversations.models import Reason, Verdict
from bot.conversations.outcome import CLARIFIED, MAX_TOPIC_CHARACTERS, Outcome
from bot.conversations.tables import feedback, feedback_reasons, hour_counts, topic_counts

MAX_CHANNEL_CHARACTERS = 20
# Both databases that we run on know this; the row of the day is made by the first who needs it.
_ADD_ONE = (
    "INSERT INTO {table} ({columns}, number) VALUES ({values}, 1)"
    " ON CONFLICT ({columns}) DO UPDATE SET number = {table}.number + 1"
)


@dataclass(frozen=True)
class TopicCount:
    """How often a topic came up with a decision (docs/architecture.md) over a period."""

    topic: str
    decision: str
    number: int


@dataclass(frozen=True)
class Rating:
    """How often an answer was marked as helpful and as not helpful over a period."""

    topic: str
    helpful: int
    not_helpful: int


@dataclass(frozen=True)
class ReasonCount:
    """How often people gave a reason why an answer did not help over a period."""

    topic: str
    reason: Reason
    number: int


@dataclass(frozen=True)
class HourCount:
    """How many questions came within an hour of the day (0 to 23) by one channel."""

    hour: int
    channel: str
    number: int


class CountStore:
    """The counts in SQL; every method is one transaction.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def count_outcome(self, day: date, outcome: Outcome) -> None:
        """Add one to what became of questions on ``day``."""
        self._add(topic_counts, day, outcome.topic, decision=outcome.decision)

    def count_question(self, day: date, outcome: Outcome, hour: int, channel: str) -> None:
        """Add one to what became of questions on ``day``, and to those of an hour and channel."""
        with write_transaction(self._engine) as tx:
            _add(tx, topic_counts, day, outcome.topic, decision=outcome.decision)
            add_hour(tx, day, hour, channel)

    def count_verdict(self, day: date, topic: str, verdict: Verdict) -> None:
        """Add one to what people thought of an answer on ``day``."""
        self._add(feedback, day, topic, verdict=verdict.value)

    def count_reason(self, day: date, topic: str, reason: Reason) -> None:
        """Add one to why an answer did not help on ``day``."""
        self._add(feedback_reasons, day, topic, reason=reason.value)

    def topics_since(self, first: date, last: date = date.max) -> list[TopicCount]:
        """Return the sums from ``first`` to ``last``, the most frequent first."""
        sums = self._sums(topic_counts, topic_counts.c.decision, first, last)
        return [TopicCount(topic, decision, number) for topic, decision, number in sums]

    def days_since(self, first: date, last: date = date.max) -> dict[date, int]:
        """Return how many outcomes were counted on each day from ``first`` to ``last``."""
        number = sa.func.sum(topic_counts.c.number).label("number")
        query = (
            sa.select(topic_counts.c.day, number)
            .where(topic_counts.c.day.between(first, last), topic_counts.c.decision != CLARIFIED)
            .group_by(topic_counts.c.day)
        )
        with read_transaction(self._engine) as tx:
            return {row.day: int(row.number) for row in tx.execute(query)}

    def ratings_since(self, first: date, last: date = date.max) -> list[Rating]:
        """Return the ratings from ``first`` to ``last``, by topic."""
        found = self._sums(feedback, feedback.c.verdict, first, last)
        sums = {(topic, verdict): number for topic, verdict, number in found}
        return [
            Rating(
                topic,
                sums.get((topic, Verdict.HELPFUL.value), 0),
                sums.get((topic, Verdict.NOT_HELPFUL.value), 0),
            )
            for topic in sorted({topic for topic, _ in sums})
        ]

    def reasons_since(self, first: date, last: date = date.max) -> list[ReasonCount]:
        """Return the sums of reasons from ``first`` to ``last``, the most frequent first."""
        sums = self._sums(feedback_reasons, feedback_reasons.c.reason, first, last)
        return [ReasonCount(topic, Reason(reason), number) for topic, reason, number in sums]

    def hours_between(self, first: date, last: date) -> list[HourCount]:
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

    def first_day(self) -> date | None:
        """Return the day since which questions are counted, or None before the first."""
        with read_transaction(self._engine) as tx:
            found: date | None = tx.execute(sa.select(sa.func.min(topic_counts.c.day))).scalar()
        return found

    def _sums(
        self, table: sa.Table, kind: sa.Column[str], first: date, last: date
    ) -> list[tuple[str, str, int]]:
        """Return topic, kind and sum from ``first`` to ``last``, the most frequent first."""
        number = sa.func.sum(table.c.number)
        query = (
            sa.select(table.c.topic, kind, number)
            .where(table.c.day.between(first, last))
            .group_by(table.c.topic, kind)
            .order_by(number.desc(), table.c.topic, kind)
        )
        with read_transaction(self._engine) as tx:
            return [(topic, name, int(total)) for topic, name, total in tx.execute(query)]

    def _add(self, table: sa.Table, day: date, topic: str, **kind: str) -> None:
        with write_transaction(self._engine) as tx:
            _add(tx, table, day, topic, **kind)


def add_hour(tx: Connection, day: date, hour: int, channel: str) -> None:
    """Add one question that came on ``day`` in ``hour``, both by the office's clock."""
    _add_one(tx, hour_counts, day=day, hour=hour, channel=channel[:MAX_CHANNEL_CHARACTERS])


def _add(tx: Connection, table: sa.Table, day: date, topic: str, **kind: str) -> None:
    _add_one(tx, table, day=day, topic=topic[:MAX_TOPIC_CHARACTERS], **kind)


def _add_one(tx: Connection, table: sa.Table, **key: object) -> None:
    """Add one to the number that a table of counts holds for ``key``, which has a ``day``."""
    tx.execute(_statement(table.name, tuple(key)), key)


@cache
def _statement(table: str, names: tuple[str, ...]) -> sa.sql.Executable:
    columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
    statement = _ADD_ONE.format(table=table, columns=columns, values=values)
    return sa.text(statement).bindparams(sa.bindparam("day", type_=sa.Date))
