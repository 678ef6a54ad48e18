"""Counts turns of the chat by topic and day, for the office's report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.clock import OFFICE_ZONE, day_in_germany
from bot.conversations.counts import CountStore
from bot.conversations.models import StoredMessage
from bot.conversations.outcome import CLARIFIED, Outcome, Outcomes

RATED_CARDS = ("deadlines", "facts", "table")


class TurnCounts:
    """Takes the topic and the decision out of the answers; texts and sessions stay behind."""

    def __init__(self, store: CountStore, outcomes: Outcomes) -> None:
        """Count in ``store`` what ``outcomes`` makes of the answers."""
        self._store = store
        self._outcomes = outcomes

    def count_answer(
        self, answers: Sequence[Mapping[str, Any]], now: datetime, channel: str
    ) -> None:
        """Count one turn of the assistant; a step of a form counts as nothing.

        Raises:
            StoreUnavailableError: the database does not answer.
        """
        outcome = self._outcomes.of(answers)
        if outcome is not None:
            hour = now.astimezone(OFFICE_ZONE).hour
            self._store.count_question(day_in_germany(now), outcome, hour, channel)

    def count_choice(self, offer: Mapping[str, Any], now: datetime) -> None:
        """Count that a question back led to a topic; choosing from anything else is nothing new.

        Raises:
            StoreUnavailableError: the database does not answer.
        """
        outcome = self._outcomes.of([offer])
        if outcome is not None and outcome.decision == "clarify":
            self._store.count_outcome(day_in_germany(now), Outcome(CLARIFIED))

    def count_rating(self, ratings: tuple[StoredMessage, StoredMessage], now: datetime) -> None:
        """Count what is new in an answer after it was rated: a verdict, a reason.

        Raises:
            StoreUnavailableError: the database does not answer.
        """
        before, after = ratings
        topic = _topic_of(after.payload)
        if topic is None:
            return
        if before.verdict is None and after.verdict is not None:
            self._store.count_verdict(day_in_germany(now), topic, after.verdict)
        if before.reason is None and after.reason is not None:
            self._store.count_reason(day_in_germany(now), topic, after.reason)


def _topic_of(answer: Mapping[str, Any]) -> str | None:
    """Return under which topic a rating is counted; a card without an entry has its kind."""
    card = answer.get("card")
    if card == "answer":
        return str(answer.get("faq_id") or "") or None
    return str(card) if card in RATED_CARDS else None
