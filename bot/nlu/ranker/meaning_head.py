"""Scores by meaning alone: the second solution of the ridge, for messages in other languages.

The weights of the sentences are found for similarities of all views together. In another language
only the embedding sees anything, and weights found for it alone put the right topic first more
often (docs/understanding.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.meaning.products import FloatMatrix, product
from bot.nlu.ranker.calibration import Calibration, softmax
from bot.nlu.ranker.ridge import bend, bend_lower, solve

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class MeaningHead:
    """``dual`` (references, intents) weighs how similar the embeddings are, bent by ``sharpness``.

    They are the ``references`` of all. ``temperature`` turns its scores into probabilities.
    """

    references: slice
    dual: FloatMatrix
    sharpness: float
    temperature: float

    @staticmethod
    def fit(
        embedding: FloatMatrix,
        targets: FloatMatrix,
        tried: int,
        sharpness: float,
        ridge: float,
    ) -> MeaningHead:
        """Learn from embeddings (texts, dimensions) and ``targets`` (texts, intents).

        So many ``tried`` texts, which stand last, calibrate. Needs memory for texts² numbers, and
        the time grows with the third power of the number: further messages of talks are no texts
        for it, as a message in another language is not read behind words before it.
        """
        last = slice(-tried, None)
        kernel = embedding @ embedding.T
        bend_lower(kernel, sharpness)
        kernel[np.diag_indices_from(kernel)] += ridge
        dual, inverse_diagonal = solve(kernel, targets, last)
        del kernel
        left_out = targets[last] - dual[last] / inverse_diagonal[:, None]
        calibration = Calibration.of(left_out, targets[last].argmax(axis=1))
        return MeaningHead(slice(0, len(dual)), dual, sharpness, calibration.temperature)

    def moved(self, first: int, before: int) -> MeaningHead:
        """Return the same for references of which the ``first`` stand last, behind all others.

        So many others that it knows nothing of stand ``before`` all of them.
        """
        # A product of a few rows reads it row by row.
        dual = np.ascontiguousarray(np.concatenate([self.dual[first:], self.dual[:first]]))
        return replace(self, references=slice(before, before + len(dual)), dual=dual)

    def score(self, embedded: FloatMatrix) -> tuple[Scores, Scores]:
        """Return scores and probabilities of texts by their similarity to all references.

        Those that nothing was learned from count for nothing.
        """
        kernel = embedded[:, self.references].copy()
        bend(kernel, self.sharpness)
        raw: Scores = product(kernel, self.dual)
        return raw, softmax(raw / self.temperature)
