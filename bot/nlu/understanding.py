"""From a message to a decision: ranking, words of danger, and the parts of long messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.emergency.terms import EmergencyTerms
from bot.nlu.alarm import alarm_of
from bot.nlu.decision import (
    EMERGENCY_FAMILY,
    Thresholds,
    Understanding,
    acute_of,
    aspect_first,
    decide,
    emergency,
    split_intent,
    without_emergencies,
)
from bot.nlu.language import GERMAN
from bot.nlu.topic_ranker import Ranking, TopicRanker
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
        if named:
            if decision.decision != EMERGENCY_FAMILY:
                decision = emergency(named, _SURE)
            return Understood(decision, ranking)
        limits = self._thresholds.foreign if is_foreign else self._thresholds.german
        alarm = alarm_of(scored, self._acute)
        words = len(said.split())
        is_strange = self._is_strange(words, ranking)
        is_first = decision.decision == EMERGENCY_FAMILY
        if not is_strange and limits.is_acute(alarm, is_first=is_first):
            return Understood(acute_of(ranking.intents) or decision, ranking)
        if is_first:
            ranking = without_emergencies(ranking)
            decision = decide(ranking, aspects, self._thresholds)
        if alarm.part is not None and limits.is_acute_part(alarm):
            topic = split_intent(self._ranker.intents[alarm.part.topic])[1] or ""
            return Understood(emergency(topic, alarm.part.probability), ranking)
        is_name = is_strange and words <= _NAME_WORDS
        return Understood(decision, ranking, limits.is_concerning(alarm) and not is_name)

    def _is_strange(self, words: int, ranking: Ranking) -> bool:
        """Return whether a message is but a name: of a place, a house, a person.

        A word that nobody trained is like nothing, and what is like nothing lands anywhere.
        """
        return words <= _FEW_WORDS and ranking.familiarity < self._thresholds.emergency_familiarity


def parts_of(text: str) -> list[str]:
    """Return the parts of a message that are long enough to mean something; none if it is one."""
    parts = [part.strip() for part in _PART.split(text)]
    parts = [part for part in parts if len(part.split()) >= _MIN_WORDS][:_MAX_PARTS]
    return parts if len(parts) >= _MIN_PARTS else []
