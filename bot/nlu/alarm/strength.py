"""How much a message sounds like an emergency, as a whole and in its parts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bot.nlu.ranker.ranking import Scored

# Two things count: how probable the emergencies are next to all else, and how much the words are
# like theirs at all. Short news from everyday life is like nothing and may land anywhere. The
# weight was drawn on tests/questions: docs/understanding.md.
_WEIGHT_OF_SCORE = 8.0
_LEAST = 1e-4


@dataclass(frozen=True)
class Limits:
    """From which strength and which score of a part on help is given, or numbers are shown."""

    emergency: float
    emergency_behind: float
    emergency_part: float
    concern: float
    concern_part: float

    def is_acute(self, alarm: Alarm, *, is_first: bool) -> bool:
        """Return whether the whole message is strong enough; ``is_first``: nothing beats it."""
        return alarm.strength >= (self.emergency if is_first else self.emergency_behind)

    def is_acute_part(self, alarm: Alarm) -> bool:
        """Return whether one part of the message is enough to help at once."""
        return alarm.part is not None and alarm.part.score >= self.emergency_part

    def is_concerning(self, alarm: Alarm) -> bool:
        """Return whether the numbers belong beside whatever is answered."""
        return alarm.strength >= self.concern or (
            alarm.part is not None and alarm.part.score >= self.concern_part
        )


GERMAN_LIMITS = Limits(
    emergency=-0.5, emergency_behind=0.5, emergency_part=0.62, concern=-2.0, concern_part=0.55
)
# The embedding alone sees a foreign message. It finds emergencies clearly, and much of all else
# sounds a little like one.
FOREIGN_LIMITS = Limits(
    emergency=1.2, emergency_behind=1.2, emergency_part=0.9, concern=0.0, concern_part=0.7
)


@dataclass(frozen=True)
class Part:
    """The part of a message that sounds most like an emergency; ``score`` is about one at most.

    ``row`` is its place among the texts that were scored.
    """

    topic: int
    score: float
    probability: float
    row: int = 1


@dataclass(frozen=True)
class Alarm:
    """``strength`` of the whole message, about -9 to 17; its loudest part if it has parts."""

    strength: float
    part: Part | None = None


def alarm_of(scored: Scored, acute: list[int]) -> Alarm:
    """Return how much texts sound like the intents at the positions ``acute``.

    The first of the texts is the whole message, the others are its parts: "Eine Frage zur Juleica,
    und noch was: …". The rest of a message can drown its alarm.
    """
    if not acute:
        return Alarm(-math.inf)
    strength = strength_of(scored, 0, acute)
    parts = scored.raw[1:, acute]
    if not len(parts):
        return Alarm(strength)
    row, column = divmod(int(parts.argmax()), len(acute))
    topic = acute[column]
    probability = float(scored.probabilities[1 + row, topic])
    return Alarm(strength, Part(topic, float(parts[row, column]), probability, 1 + row))


def strength_of(scored: Scored, row: int, acute: list[int]) -> float:
    """Return how much one text sounds like the intents at the positions ``acute``."""
    share = float(np.clip(scored.probabilities[row, acute].sum(), _LEAST, 1 - _LEAST))
    return math.log(share / (1 - share)) + _WEIGHT_OF_SCORE * float(scored.raw[row, acute].sum())
