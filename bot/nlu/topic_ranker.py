"""The one ranking over all topics and other intents: kernel ridge regression over several views.

The similarity of two sentences is a weighted sum of their similarities in each view, sharpened by
an exponential. With this kernel one linear system is solved for all intents at once. Its
leave-one-out scores come in closed form: they tell, without a second training, how sure the ranker
may be of itself, and the temperature that turns scores into probabilities is fitted on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.linalg
import scipy.optimize
import scipy.sparse as sp

from bot.nlu.encoder import FloatMatrix
from bot.nlu.views import LexicalViews, Sentence, embedding_view

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class RankerSettings:
    """Weights of the views (they sum to one), sharpness of the kernel, strength of the ridge."""

    embedding_weight: float = 0.5
    characters_weight: float = 0.3
    words_weight: float = 0.2
    sharpness: float = 3.0
    ridge: float = 0.1


@dataclass(frozen=True)
class RankedIntent:
    """An intent and its calibrated probability."""

    intent: str
    confidence: float


class TopicRanker:
    """Ranks all intents for a sentence; train with :meth:`fit`."""

    def __init__(self, settings: RankerSettings | None = None) -> None:
        """Prepare an untrained ranker."""
        self._settings = settings or RankerSettings()
        self._lexical = LexicalViews()
        self._intents: list[str] = []
        self._embeddings: FloatMatrix = np.zeros((0, 0), dtype=np.float32)
        # Transposed once: turning a matrix around on every message would cost more than the rest.
        self._transposed: Mapping[str, sp.csr_matrix] = {}
        self._dual: FloatMatrix = np.zeros((0, 0), dtype=np.float32)
        self._temperature = 1.0

    @property
    def intents(self) -> tuple[str, ...]:
        """All intents known, in a stable order."""
        return tuple(self._intents)

    def fit(self, sentences: Sequence[Sentence], labels: Sequence[str]) -> None:
        """Learn from sentences and the intent of each."""
        self._intents = sorted(set(labels))
        index = {intent: position for position, intent in enumerate(self._intents)}
        gold = np.array([index[label] for label in labels])
        self._lexical.fit(sentences)
        lexical = self._lexical.transform(sentences)
        self._transposed = {view: matrix.T.tocsr() for view, matrix in lexical.items()}
        self._embeddings = embedding_view(sentences)
        kernel = self._kernel(self._embeddings, lexical)
        kernel[np.diag_indices_from(kernel)] += self._settings.ridge
        targets = np.zeros((len(labels), len(self._intents)), dtype=np.float32)
        targets[np.arange(len(labels)), gold] = 1.0
        # The inverse (not only a solution) is needed for the leave-one-out scores.
        inverse = _invert(kernel)
        self._dual = (inverse @ targets).astype(np.float32)
        left_out = targets - self._dual / np.diag(inverse)[:, None]
        self._temperature = _fit_temperature(left_out, gold)

    def scores(self, sentences: Sequence[Sentence]) -> Scores:
        """Return probabilities, shape (sentences, intents), rows sum to one."""
        raw = (
            self._kernel(embedding_view(sentences), self._lexical.transform(sentences)) @ self._dual
        )
        return _softmax(raw / self._temperature)

    def rank(self, sentence: Sentence) -> list[RankedIntent]:
        """Return all intents, the most probable first."""
        scores = self.scores([sentence])[0]
        return [
            RankedIntent(self._intents[position], float(scores[position]))
            for position in np.argsort(-scores, kind="stable")
        ]

    def to_state(self) -> dict[str, Any]:
        """Return everything that must be stored."""
        return {
            "settings": self._settings,
            "lexical": self._lexical,
            "intents": self._intents,
            "embeddings": self._embeddings,
            "transposed": dict(self._transposed),
            "dual": self._dual,
            "temperature": self._temperature,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> TopicRanker:
        """Return the ranker that :meth:`to_state` described."""
        ranker = cls(state["settings"])
        ranker._lexical = state["lexical"]
        ranker._intents = state["intents"]
        ranker._embeddings = state["embeddings"]
        ranker._transposed = state["transposed"]
        ranker._dual = state["dual"]
        ranker._temperature = state["temperature"]
        return ranker

    def _kernel(self, embeddings: FloatMatrix, sparse: Mapping[str, sp.csr_matrix]) -> Scores:
        weights = self._settings
        similarity: Scores = weights.embedding_weight * (embeddings @ self._embeddings.T)
        for view, weight in (
            ("characters", weights.characters_weight),
            ("words", weights.words_weight),
        ):
            similarity += weight * (sparse[view] @ self._transposed[view]).toarray()
        kernel: Scores = np.exp(weights.sharpness * (similarity - 1.0), dtype=np.float32)
        return kernel


def _invert(matrix: Scores) -> Scores:
    factor = scipy.linalg.lapack.spotrf(matrix, lower=1, overwrite_a=1)
    inverse, info = scipy.linalg.lapack.spotri(factor[0], lower=1, overwrite_c=1)
    if factor[1] or info:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    lower = np.tril(inverse)
    result: Scores = lower + np.tril(inverse, -1).T
    return result


def _softmax(logits: Scores) -> Scores:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Scores = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def _fit_temperature(scores: Scores, gold: npt.NDArray[np.int64]) -> float:
    """Return the temperature with the least log loss on left-out scores."""

    def loss(log_temperature: float) -> float:
        probabilities = _softmax(scores / np.exp(log_temperature))
        return float(-np.log(probabilities[np.arange(len(gold)), gold] + 1e-9).mean())

    best = scipy.optimize.minimize_scalar(loss, bounds=(-6.0, 2.0), method="bounded")
    return float(np.exp(best.x))
