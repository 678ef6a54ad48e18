"""The one ranking over all topics and other intents: kernel ridge regression over several views.

The similarity of two sentences is a weighted sum of their similarities in each view, bent slightly
by an exponential. With this kernel one linear system is solved for all intents at once. Its
leave-one-out scores come in closed form: they tell, without a second training, how sure the ranker
may be of itself, and the temperature that turns scores into probabilities is fitted on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.linalg
import scipy.optimize

from bot.nlu.encoder import FloatMatrix, encode
from bot.nlu.spelling import Spelling
from bot.nlu.views import Encode, Transposed, Views, ViewWeights

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class RankerSettings:
    """Weights of the views, sharpness of the kernel, strength of the ridge (docs/understanding.md)."""

    weights: ViewWeights = field(default_factory=ViewWeights)
    sharpness: float = 1.5
    ridge: float = 0.05


@dataclass(frozen=True)
class RankedIntent:
    """An intent and its calibrated probability."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Ranking:
    """All intents, the most probable first.

    ``familiarity`` tells how close the sentence is to what was trained: about one for a training
    sentence, near zero for something foreign, whatever the probabilities say.
    """

    intents: tuple[RankedIntent, ...]
    familiarity: float


class TopicRanker:
    """Ranks all intents for a text; train with :meth:`fit`."""

    def __init__(self, settings: RankerSettings | None = None) -> None:
        """Prepare an untrained ranker."""
        self._settings = settings or RankerSettings()
        self._spelling = Spelling()
        self._views = Views(self._settings.weights)
        self._intents: list[str] = []
        self._references: Transposed | None = None
        self._dual: FloatMatrix = np.zeros((0, 0), dtype=np.float32)
        self._temperature = 1.0

    @property
    def intents(self) -> tuple[str, ...]:
        """All intents known, in a stable order."""
        return tuple(self._intents)

    def fit(self, texts: Sequence[str], labels: Sequence[str], encode: Encode = encode) -> None:
        """Learn from texts and the intent of each."""
        self._intents = sorted(set(labels))
        index = {intent: position for position, intent in enumerate(self._intents)}
        gold = np.array([index[label] for label in labels])
        self._spelling.fit(texts)
        spelled = [self._spelling.normalise(text) for text in texts]
        self._views.fit(spelled)
        viewed = self._views.see(spelled, encode)
        self._references = Transposed.of(viewed)
        kernel = self._bend(self._views.self_similarity(viewed))
        kernel[np.diag_indices_from(kernel)] += self._settings.ridge
        targets = np.zeros((len(labels), len(self._intents)), dtype=np.float32)
        targets[np.arange(len(labels)), gold] = 1.0
        self._dual, inverse_diagonal = _solve(kernel, targets)
        left_out = targets - self._dual / inverse_diagonal[:, None]
        self._temperature = _fit_temperature(left_out, gold)

    def raw_scores(self, texts: Sequence[str]) -> Scores:
        """Return uncalibrated scores, shape (texts, intents): near one for the right intent."""
        if self._references is None:
            return np.zeros((len(texts), 0), dtype=np.float32)
        viewed = self._views.see([self._spelling.normalise(text) for text in texts])
        scores: Scores = self._bend(self._views.similarity(viewed, self._references)) @ self._dual
        return scores

    def probabilities(self, raw_scores: Scores) -> Scores:
        """Return calibrated probabilities, shape as given, rows sum to one."""
        return _softmax(raw_scores / self._temperature)

    def rank(self, text: str) -> Ranking:
        """Return all intents for one text."""
        raw = self.raw_scores([text])
        scores = self.probabilities(raw)[0]
        order = np.argsort(-scores, kind="stable")
        return Ranking(
            tuple(RankedIntent(self._intents[i], float(scores[i])) for i in order),
            float(familiarity(raw)[0]),
        )

    def to_state(self) -> dict[str, Any]:
        """Return everything that must be stored."""
        return {
            "settings": self._settings,
            "spelling": self._spelling.to_state(),
            "views": self._views,
            "intents": self._intents,
            "references": self._references,
            "dual": self._dual,
            "temperature": self._temperature,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> TopicRanker:
        """Return the ranker that :meth:`to_state` described."""
        ranker = cls(state["settings"])
        ranker._spelling = Spelling.from_state(state["spelling"])
        ranker._views = state["views"]
        ranker._intents = state["intents"]
        ranker._references = state["references"]
        ranker._dual = state["dual"]
        ranker._temperature = state["temperature"]
        return ranker

    def _bend(self, similarity: FloatMatrix) -> Scores:
        similarity -= 1.0
        similarity *= self._settings.sharpness
        return np.exp(similarity, out=similarity)


def familiarity(raw_scores: Scores) -> npt.NDArray[np.float32]:
    """Return how familiar each text is, shape (texts,): its best uncalibrated score."""
    best: npt.NDArray[np.float32] = raw_scores.max(axis=1)
    return best


def _solve(kernel: Scores, targets: Scores) -> tuple[FloatMatrix, npt.NDArray[np.float32]]:
    """Return kernel⁻¹ · targets and the diagonal of kernel⁻¹; ``kernel`` is overwritten."""
    # A symmetric matrix and its transpose are the same; the latter is in the order LAPACK wants.
    factor, info = scipy.linalg.lapack.spotrf(kernel.T, lower=1, clean=1, overwrite_a=1)
    if info:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    dual = scipy.linalg.lapack.spotrs(factor, targets, lower=1)[0]
    inverse = scipy.linalg.lapack.strtri(factor, lower=1, overwrite_c=1)[0]
    return np.ascontiguousarray(dual), np.einsum("ij,ij->j", inverse, inverse)


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
