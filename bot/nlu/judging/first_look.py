"""The first look at a message: how much of it sounds like an emergency, and whether that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.alarm.strength import Alarm, alarm_of
from bot.nlu.decision import (
    EMERGENCY_FAMILY,
    Thresholds,
    Understanding,
    acute_of,
    decide,
    emergency,
    split_intent,
)
from bot.nlu.ranker.ranking import Ranking, Scored

_FEW_WORDS = 3
_NAME_WORDS = 2


@dataclass(frozen=True)
class RankedMessage:
    """A message as it is judged by itself.

    ``texts`` are what was ``said`` as it is ranked and its parts, ``scored`` their scores,
    ``ranking`` is that of the whole; ``aspects`` are what its entities ask for.
    """

    said: str
    texts: Sequence[str]
    scored: Scored
    ranking: Ranking
    aspects: Sequence[str]
    is_foreign: bool

    @property
    def words(self) -> int:
        """Return how many words were said."""
        return len(self.said.split())


@dataclass(frozen=True)
class FirstLook:
    """What ranking and scores tell of a message.

    ``decision`` is that of the ranking, ``acute`` the emergency that it would be. ``is_whole`` says
    that all of it is strong enough for one, ``is_part`` that its loudest part is; ``is_concerning``
    that it may be one. ``is_strange``: it is hardly like anything trained, and ``is_name`` where it
    is but a name.
    """

    decision: Understanding
    acute: Understanding
    alarm: Alarm
    is_whole: bool
    is_part: bool
    is_concerning: bool
    is_strange: bool
    is_name: bool

    @property
    def is_first(self) -> bool:
        """Say whether the ranking itself decides on an emergency."""
        return self.decision.decision == EMERGENCY_FAMILY

    @property
    def is_acute(self) -> bool:
        """Say whether message or part are strong enough to be one."""
        return self.is_whole or self.is_part


def first_look(
    message: RankedMessage, thresholds: Thresholds, intents: Sequence[str], acute: list[int]
) -> FirstLook:
    """Look at a message; ``acute`` are the positions of the emergencies among the ``intents``."""
    limits = thresholds.foreign if message.is_foreign else thresholds.german
    decision = decide(message.ranking, message.aspects, thresholds)
    alarm = alarm_of(message.scored, acute)
    # A word that nobody trained (a place, a house, a person) is like nothing, and what is like
    # nothing lands anywhere.
    is_unfamiliar = message.ranking.familiarity < thresholds.emergency_familiarity
    is_strange = message.words <= _FEW_WORDS and is_unfamiliar
    is_first = decision.decision == EMERGENCY_FAMILY
    is_whole = not is_strange and limits.is_acute(alarm, is_first=is_first)
    is_part = limits.is_acute_part(alarm)
    would_be = acute_of(message.ranking.intents) or decision
    if is_part and not is_whole and alarm.part is not None:
        topic = split_intent(intents[alarm.part.topic])[1] or ""
        would_be = emergency(topic, alarm.part.probability)
    return FirstLook(
        decision,
        would_be,
        alarm,
        is_whole=is_whole,
        is_part=is_part,
        is_concerning=limits.is_concerning(alarm),
        is_strange=is_strange,
        is_name=is_strange and message.words <= _NAME_WORDS,
    )
