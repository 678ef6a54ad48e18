"""From a message to a decision: ranking, words of danger, and the parts of long messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.emergency.terms import EmergencyTerms
from bot.nlu.decision import (
    EMERGENCY_FAMILY,
    Thresholds,
    Understanding,
    aspect_first,
    decide,
    emergency,
    split_intent,
)
from bot.nlu.language import GERMAN
from bot.nlu.topic_ranker import Ranking, TopicRanker
from bot.nlu.ukrainian import UKRAINIAN, towards_russian

_PART = re.compile(r"[.!?:;,\n]+|\s(?:und|aber|weil|denn|and|but)\s", re.IGNORECASE)
_MIN_WORDS = 3
_MIN_PARTS = 2
_MAX_PARTS = 12
_SURE = 1.0


@dataclass(frozen=True)
class Understood:
    """The decision on a message and the ranking behind it."""

    decision: Understanding
    ranking: Ranking


class Understander:
    """Decides what to do with a message; emergencies go before everything else."""

    def __init__(
        self, ranker: TopicRanker, thresholds: Thresholds, emergency_terms: EmergencyTerms
    ) -> None:
        """Use a trained ranker."""
        self._ranker = ranker
        self._thresholds = thresholds
        self._terms = emergency_terms

    @property
    def _acute(self) -> list[int]:
        """Return the positions of the emergencies among the ranker's intents."""
        return [
            position
            for position, intent in enumerate(self._ranker.intents)
            if split_intent(intent)[0] == EMERGENCY_FAMILY
        ]

    def understand(
        self, text: str, *, aspects: Sequence[str] = (), language: str = GERMAN
    ) -> Understood:
        """Return what to do with ``text``; ``aspects`` are what its entities ask for."""
        is_foreign = language != GERMAN
        if language == UKRAINIAN:
            text = towards_russian(text)
        ranking = aspect_first(self._ranker.rank(text, is_foreign=is_foreign), aspects)
        decision = decide(ranking, aspects, self._thresholds)
        if decision.decision != "emergency":
            decision = self._hidden_emergency(text, is_foreign=is_foreign) or decision
        return Understood(decision, ranking)

    def _hidden_emergency(self, text: str, *, is_foreign: bool) -> Understanding | None:
        topic = self._terms.topic_of(text)
        if topic is not None:
            return emergency(topic, _SURE)
        # "Eine Frage zur Juleica, und noch was: …": the rest of a message can drown its alarm.
        parts, acute = parts_of(text), self._acute
        if len(parts) < _MIN_PARTS or not acute:
            return None
        scored = self._ranker.score(parts, is_foreign=is_foreign)
        names = self._ranker.intents
        part, column = divmod(int(scored.raw[:, acute].argmax()), len(acute))
        best = acute[column]
        if scored.raw[part, best] < self._thresholds.emergency_part:
            return None
        topic = split_intent(names[best])[1] or ""
        return emergency(topic, float(scored.probabilities[part, best]))


def parts_of(text: str) -> list[str]:
    """Return the parts of a message that are long enough to mean something."""
    parts = [part.strip() for part in _PART.split(text)]
    return [part for part in parts if len(part.split()) >= _MIN_WORDS][:_MAX_PARTS]
