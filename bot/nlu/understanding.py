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
    emergency_share,
    split_intent,
    without_emergencies,
)
from bot.nlu.language import GERMAN
from bot.nlu.topic_ranker import Ranking, Scored, TopicRanker
from bot.nlu.ukrainian import UKRAINIAN, towards_russian

_PART = re.compile(r"[.!?:;,\n]+|\s(?:und|aber|weil|denn|and|but)\s", re.IGNORECASE)
_MIN_WORDS = 3
_MIN_PARTS = 2
_MAX_PARTS = 12
_SURE = 1.0
_FEW_WORDS = 3
_NAME_WORDS = 2


@dataclass(frozen=True)
class Understood:
    """The decision on a message and the ranking behind it.

    ``is_concerning`` marks a message that may tell of an emergency but is not decided to be one.
    """

    decision: Understanding
    ranking: Ranking
    is_concerning: bool = False


@dataclass(frozen=True)
class _Alarm:
    topic: str
    score: float
    probability: float


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
        said, text = text, towards_russian(text) if language == UKRAINIAN else text
        parts = parts_of(text)
        # All in one go: the encoder streams its weights through the processor once, not twice.
        scored = self._ranker.score([text, *parts], is_foreign=is_foreign)
        ranking = aspect_first(self._ranker.ranking(scored, 0), aspects)
        decision = decide(ranking, aspects, self._thresholds)
        named = self._terms.topic_of(said)
        words = len(said.split())
        if decision.decision == "emergency" and not named and self._is_strange(words, ranking):
            calm = without_emergencies(ranking)
            may_concern = words > _NAME_WORDS
            return Understood(decide(calm, aspects, self._thresholds), calm, may_concern)
        if decision.decision == "emergency":
            return Understood(decision, ranking)
        if named:
            return Understood(emergency(named, _SURE), ranking)
        alarm = self._loudest_part(scored) if parts else None
        if alarm is not None and alarm.score >= self._thresholds.emergency_part:
            return Understood(emergency(alarm.topic, alarm.probability), ranking)
        is_concerning = emergency_share(ranking.intents) >= self._thresholds.concern or (
            alarm is not None and alarm.score >= self._thresholds.concern_part
        )
        return Understood(decision, ranking, is_concerning)

    def _is_strange(self, words: int, ranking: Ranking) -> bool:
        """Return whether a message is but a name: of a place, a house, a person.

        A word that nobody trained is like nothing, and what is like nothing lands anywhere.
        """
        return words <= _FEW_WORDS and ranking.familiarity < self._thresholds.emergency_familiarity

    def _loudest_part(self, scored: Scored) -> _Alarm | None:
        """Return the part of a message that sounds most like an emergency.

        "Eine Frage zur Juleica, und noch was: …": the rest of a message can drown its alarm.
        """
        acute = self._acute
        if not acute:
            return None
        raw = scored.raw[1:, acute]
        part, column = divmod(int(raw.argmax()), len(acute))
        best = acute[column]
        return _Alarm(
            split_intent(self._ranker.intents[best])[1] or "",
            float(raw[part, column]),
            float(scored.probabilities[1 + part, best]),
        )


def parts_of(text: str) -> list[str]:
    """Return the parts of a message that are long enough to mean something; none if it is one."""
    parts = [part.strip() for part in _PART.split(text)]
    parts = [part for part in parts if len(part.split()) >= _MIN_WORDS][:_MAX_PARTS]
    return parts if len(parts) >= _MIN_PARTS else []
