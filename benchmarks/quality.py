"""How good an understanding is, counted the same way for both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.data import Question

UNCLEAR_TOPIC = "meta_unklar"


@dataclass(frozen=True)
class Prediction:
    """Topics, the best first, and the one that the person would be answered with, if any."""

    ranking: tuple[str, ...]
    chosen: str | None


@dataclass(frozen=True)
class Quality:
    """Shares of all questions of a set."""

    questions: int
    top1: float
    top3: float
    wrong: float
    """Answered as if certain, and wrong."""
    asked_back: float
    """Not answered: asked back or admitted not to know."""


def quality(predictions: Sequence[Prediction], questions: Sequence[Question]) -> Quality:
    """Compare predictions with the topics of the questions."""
    pairs = list(zip(predictions, questions, strict=True))
    total = len(pairs)
    return Quality(
        questions=total,
        top1=sum(p.ranking[:1] == (q.topic,) for p, q in pairs) / total,
        top3=sum(q.topic in p.ranking[:3] for p, q in pairs) / total,
        wrong=sum(p.chosen not in (None, q.topic) for p, q in pairs) / total,
        asked_back=sum(p.chosen is None for p, _ in pairs) / total,
    )
