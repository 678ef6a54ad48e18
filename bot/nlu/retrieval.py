"""Finds questions of an index for a query without having been trained on any query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.nlu.ranker.spelling import Spelling
from bot.nlu.ranker.views import References, Views, ViewWeights

Positions = npt.NDArray[np.int64]

# Without sentences to learn from, meaning must carry more than shared letters.
UNTRAINED_WEIGHTS = ViewWeights(embedding=0.6, characters=0.25, words=0.15)
_RANKS = 10


@dataclass(frozen=True)
class RetrievalResult:
    """Share of queries with the right question at rank 1 and among 3; mean reciprocal rank."""

    r_at_1: float
    r_at_3: float
    mrr_at_10: float


class QuestionIndex:
    """Ranks a fixed list of questions by the similarity that the topic ranker is built on."""

    def __init__(self, questions: Sequence[str], weights: ViewWeights = UNTRAINED_WEIGHTS) -> None:
        """Index ``questions`` by position."""
        self._spelling = Spelling()
        self._spelling.fit(questions)
        self._views = Views(weights)
        spelled = [self._spelling.normalise(question) for question in questions]
        self._references = References.of(self._views.fit(spelled))

    def rank(self, queries: Sequence[str]) -> Positions:
        """Return positions of questions, best first, shape (queries, questions)."""
        viewed = self._views.see([self._spelling.normalise(query) for query in queries])
        similarity = self._views.compare(viewed, self._references).weighted
        order: Positions = np.argsort(-similarity, axis=1, kind="stable")
        return order


def retrieval(order: Positions, gold: Sequence[int]) -> RetrievalResult:
    """Measure a ranking (positions, best first) against the right position of each query."""
    hits = order == np.array(gold)[:, None]
    place = hits.argmax(axis=1) + 1
    reciprocal = np.where(place <= _RANKS, 1.0 / place, 0.0)
    return RetrievalResult(
        r_at_1=float((place == 1).mean()),
        r_at_3=float((place <= 3).mean()),
        mrr_at_10=float(reciprocal.mean()),
    )
