"""Counts what was asked and how it was liked: numbers by day, never a text or a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.engine import read_transaction, write_transaction
from bot.conversations.models import Reason, Verdict
from bot.conversations.outcome import CLARIFIED, MAX_TOPIC_CHARACTERS, Outcome
from bot.conversations.tables import feedback, feedback_reasons, topic_counts


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


# Both databases that we run on know this; the row of the day is made by the first who needs it.
_ADD_TOPIC = sa.text(
    "INSERT INTO chat_topic_counts (day, topic, decision, number)"
    " VALUES (:day, :topic, :kind, 1)"
    " ON CONFLICT (day, topic, decision) DO UPDATE SET number = chat_topic_counts.number + 1"
).bindparams(sa.bindparam("day", type_=sa.Date))
_ADD_FEEDBACK = sa.text(
    "INSERT INTO chat_feedback (day, topic, verdict, number)"
    " VALUES (:day, :topic, :kind, 1)"
    " ON CONFLICT (day, topic, verdict) DO UPDATE SET number = chat_feedback.number + 1"
).bindparams(sa.bindparam("day", type_=sa.Date))

_ADD_REASON = sa.text(
    "INSERT INTO chat_feedback_reasons (day, topic, reason, number)"
    " VALUES (:day, :topic, :kind, 1)"
    " ON CONFLICT (day, topic, reason) DO UPDATE SET number = chat_feedback_reasons.number + 1"
).bindparams(sa.bindparam("day", type_=sa.Date))


class CountStore:
    """The counts in SQL; every method is one transaction.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def count_outcome(self, day: date, outcome: Outcome) -> None:
        """Add one to what became of questions on ``day``."""
        self._add(_ADD_TOPIC, day, outcome.topic, outcome.decision)

    def count_verdict(self, day: date, topic: str, verdict: Verdict) -> None:
        """Add one to what people thought of an answer on ``day``."""
        self._add(_ADD_FEEDBACK, day, topic, verdict.value)

    def count_reason(self, day: date, topic: str, reason: Reason) -> None:
        """Add one to why an answer did not help on ``day``."""
        self._add(_ADD_REASON, day, topic, reason.value)

    def topics_since(self, first: date, last: date = date.max) -> list[TopicCount]:
        """Return the sums from ``first`` to ``last``, the most frequent first."""
        number = sa.func.sum(topic_counts.c.number)
        query = (
            sa.select(topic_counts.c.topic, topic_counts.c.decision, number.label("number"))
            .where(topic_counts.c.day.between(first, last))
            .group_by(topic_counts.c.topic, topic_counts.c.decision)
            .order_by(number.desc(), topic_counts.c.topic, topic_counts.c.decision)
        )
        with read_transaction(self._engine) as tx:
            rows = tx.execute(query).all()
        return [TopicCount(row.topic, row.decision, int(row.number)) for row in rows]

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
        query = (
            sa.select(
                feedback.c.topic, feedback.c.verdict, sa.func.sum(feedback.c.number).label("number")
            )
            .where(feedback.c.day.between(first, last))
            .group_by(feedback.c.topic, feedback.c.verdict)
        )
        with read_transaction(self._engine) as tx:
            rows: Sequence[sa.engine.Row] = tx.execute(query).all()
        sums = {(row.topic, row.verdict): int(row.number) for row in rows}
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
        number = sa.func.sum(feedback_reasons.c.number)
        query = (
            sa.select(feedback_reasons.c.topic, feedback_reasons.c.reason, number.label("number"))
            .where(feedback_reasons.c.day.between(first, last))
            .group_by(feedback_reasons.c.topic, feedback_reasons.c.reason)
            .order_by(number.desc(), feedback_reasons.c.topic, feedback_reasons.c.reason)
        )
        with read_transaction(self._engine) as tx:
            rows = tx.execute(query).all()
        return [ReasonCount(row.topic, Reason(row.reason), int(row.number)) for row in rows]

    def first_day(self) -> date | None:
        """Return the day since which questions are counted, or None before the first."""
        with read_transaction(self._engine) as tx:
            found: date | None = tx.execute(sa.select(sa.func.min(topic_counts.c.day))).scalar()
        return found

    def _add(self, statement: sa.sql.Executable, day: date, topic: str, kind: str) -> None:
        values = {"day": day, "topic": topic[:MAX_TOPIC_CHARACTERS], "kind": kind}
        with write_transaction(self._engine) as tx:
            tx.execute(statement, values)
