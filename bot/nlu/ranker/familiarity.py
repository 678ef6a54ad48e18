"""How familiar a text is: whether it is anything like what was trained.

Probabilities always add up to one, also for a sentence about something else entirely. Three
signals tell the two apart better than any one of them: the ranker's best raw score, the mean
similarity of the nearest training texts in all views, and that in the embedding alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatMatrix = npt.NDArray[np.float32]
Signals = npt.NDArray[np.float32]

_NEAREST = 10
_NEAREST_EMBEDDED = 5
_NEAR = np.float32(0.5)


@dataclass(frozen=True)
class Familiarity:
    """The usual size and spread of each signal; of the training texts' own, left out each."""

    mean: Signals
    spread: Signals

    @staticmethod
    def of(signals: Signals) -> Familiarity:
        """Learn from signals, shape (texts, 3), of texts that do belong."""
        return Familiarity(signals.mean(axis=0), signals.std(axis=0) + np.float32(1e-6))

    def score(self, signals: Signals) -> npt.NDArray[np.float32]:
        """Return one number a text: zero is usual, below about -1.5 few own texts are found."""
        score: npt.NDArray[np.float32] = ((signals - self.mean) / self.spread).mean(axis=1)
        return score


def signals(raw_scores: FloatMatrix, similarity: FloatMatrix, embedded: FloatMatrix) -> Signals:
    """Return the three signals, shape (texts, 3)."""
    return np.stack(
        [
            raw_scores.max(axis=1),
            _nearest(similarity, _NEAREST),
            _nearest(embedded, _NEAREST_EMBEDDED),
        ],
        axis=1,
    )


def _nearest(similarity: FloatMatrix, count: int) -> npt.NDArray[np.float32]:
    count = min(count, similarity.shape[1])
    return np.array([_mean_of_best(row, count) for row in similarity], dtype=np.float32)


def _mean_of_best(row: npt.NDArray[np.float32], count: int) -> np.float32:
    # Of 15,000 similarities some dozens come near the best: no need to order the others.
    near = row[row >= row.max() * _NEAR]
    best = near if len(near) >= count else row
    mean: np.float32 = np.partition(best, -count)[-count:].mean()
    return mean
