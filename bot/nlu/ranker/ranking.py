"""What the ranker gives: intents in order with their probabilities, and the scores behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.meaning.products import FloatMatrix
from bot.nlu.ranker.views import Similarity

Scores = npt.NDArray[np.float32]


class RankedIntent(NamedTuple):
    """An intent and its calibrated probability."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Ranking:
    """All intents, the most probable first.

    ``lead`` is how far the first is ahead of the second before calibration (about one at most);
    ``familiarity`` how much the text is like anything trained (zero is usual, -1.5 is strange).
    """

    intents: tuple[RankedIntent, ...]
    lead: float
    familiarity: float


@dataclass(frozen=True)
class Scored:
    """Scores of texts, ``raw`` and ``probabilities`` (texts, intents), and what they stand on.

    ``vectors`` are the sentence embeddings (texts, 512).
    """

    raw: Scores
    probabilities: Scores
    similarity: Similarity
    vectors: FloatMatrix

    def first(self, number: int) -> Scored:
        """Return the scores of the first so many texts."""
        return self.at(slice(number))

    def at(self, rows: slice | Sequence[int]) -> Scored:
        """Return the scores of some of the texts."""
        similarity = Similarity(self.similarity.weighted[rows], self.similarity.embedded[rows])
        return Scored(self.raw[rows], self.probabilities[rows], similarity, self.vectors[rows])
