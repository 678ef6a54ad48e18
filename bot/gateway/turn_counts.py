"""Counts turns of the chat by topic and day, for the office's report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.conversations.counts import CountStore, Verdict
from bot.conversations.outcome import Outcomes
from bot.gateway.services import OFFICE_TIME_ZONE


class TurnCounts:
    """Takes the topic and the decision out of the answers; texts and sessions stay behind."""

    def __init__(self, store: CountStore, outcomes: Outcomes) -> None:
        """Count in ``store`` what ``outcomes`` makes of the answers."""
        self._store = store
        self._outcomes = outcomes

    def count_answer(self, answers: Sequence[Mapping[str, Any]], now: datetime) -> None:
        """Count one turn of the assistant; a step of a form counts as nothing.

        Raises:
            StoreUnavailableError: the database does not answer.
        """
        outcome = self._outcomes.of(answers)
        if outcome is not None:
            self._store.count_outcome(_day(now), outcome)

    def count_refusal(self, answer: Mapping[str, Any], now: datetime) -> None:
        """Count that a person said of an answer card: that was not it.

        Raises:
            StoreUnavailableError: the database does not answer.
        """
        if answer.get("card") == "answer" and answer.get("faq_id"):
            self._store.count_verdict(_day(now), str(answer["faq_id"]), Verdict.NOT_HELPFUL)


def _day(now: datetime) -> date:
    return now.astimezone(OFFICE_TIME_ZONE).date()
