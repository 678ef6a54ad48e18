"""The second look at a message that sounds like an emergency: is it one, or everyday life?

The first look (:mod:`bot.nlu.alarm.strength`) suspects too much rather than too little. The second
one weighs what it saw, whether the nearest sentences known are emergencies or calm ones, and a few
kinds of words. Its weights are learned (``python -m benchmarks.alarm_check``) and easy to read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.alarm.strength import strength_of
from bot.nlu.alarm.words import counted
from bot.nlu.ranker.ranking import Scored
from bot.words.phrases import folded

WEIGHTS_FILE = Path(__file__).with_name("check.json")
LIMITS = (
    "least",
    "least_between",
    "least_between_told",
    "least_clear",
    "least_concern",
    "least_concern_asking",
    "least_concern_between",
)
_NEAREST = 5


@dataclass(frozen=True)
class AlarmCheck:
    """Weights of the signs; their sum is how sure the check is, about -10 to 10.

    From ``least`` on a suspicion is an emergency, and from ``least_concern`` on the numbers stand
    beside the answer. In the middle of a conversation about something else, a short message
    without a word of danger needs ``least_between`` for the one and ``least_concern_between`` for
    the other; if it only tells, and asks nothing, ``least_between_told`` for the one. Whoever asks
    or plans and names no danger needs ``least_concern_asking``. An emergency below ``least_clear``
    is doubtful: who says nothing more of it is not held to it.
    """

    bias: float
    weights: Mapping[str, float]
    least: float
    least_between: float
    least_between_told: float
    least_clear: float
    least_concern: float
    least_concern_asking: float
    least_concern_between: float

    @staticmethod
    def read(text: str) -> AlarmCheck:
        """Read what :meth:`written` returned.

        Raises:
            ValueError: it is no such JSON.
        """
        try:
            raw = json.loads(text)
            weights = {str(name): float(weight) for name, weight in raw["weights"].items()}
            limits = {name: float(raw[name]) for name in LIMITS}
            return AlarmCheck(float(raw["bias"]), weights, **limits)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no weights of a check: {error}") from error

    @staticmethod
    def load(path: Path = WEIGHTS_FILE) -> AlarmCheck:
        """Read the weights that belong to this code."""
        return AlarmCheck.read(path.read_text(encoding="utf-8"))

    def written(self) -> str:
        """Return all of it as JSON."""
        raw = {
            **{name: getattr(self, name) for name in LIMITS},
            "bias": self.bias,
            "weights": dict(self.weights),
        }
        return json.dumps(raw, indent=2) + "\n"

    def sureness(self, signs: Mapping[str, float]) -> float:
        """Return how sure it is that a message with these signs tells of an emergency."""
        return self.bias + sum(weight * signs[name] for name, weight in self.weights.items())


def signs_of(
    text: str,
    scored: Scored,
    row: int,
    acute: list[int],
    labels: npt.NDArray[np.int16],
    familiarity: float,
) -> dict[str, float]:
    """Return the signs of one of the texts that were scored; ``labels`` are the ranker's."""
    raw = scored.raw[row]
    loudest = float(raw[acute].max())
    calmest = float(np.delete(raw, acute).max())
    similarity = scored.similarity.weighted[row]
    is_acute = np.isin(labels, acute)
    near_acute, near_calm = _nearest(similarity[is_acute]), _nearest(similarity[~is_acute])
    return {
        "strength": strength_of(scored, row, acute),
        "loudest": loudest,
        "lead": loudest - calmest,
        "nearest": float(near_acute.max() - near_calm.max()),
        "near": float(near_acute.mean() - near_calm.mean()),
        "alike": float(near_acute.mean()),
        "familiar": familiarity,
        "question_mark": float("?" in text),
        "length": math.log(1 + len(folded(text))),
        **counted(text),
    }


def _nearest(similarity: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    count = min(_NEAREST, len(similarity))
    return np.partition(similarity, -count)[-count:]
