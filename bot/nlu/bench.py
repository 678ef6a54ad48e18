"""Measures the ranker on any labelled sentences: learn on one set, test on another."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import f1_score, roc_auc_score
from threadpoolctl import threadpool_limits

from bot.nlu.ranker.topic_ranker import TopicRanker

Floats = npt.NDArray[np.float32]

MAX_THREADS = 2
_BATCH = 512
_TIMED_TEXTS = 300
_ACCEPTED = 0.95


@dataclass(frozen=True)
class Labelled:
    """Texts and the intent of each, of equal length."""

    intents: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Rejection:
    """How well foreign texts are told from own ones.

    ``auroc`` is 0.5 for chance and 1 for perfect; ``rejected_at_95`` the share of foreign texts
    rejected when 95 % of the own test texts are accepted.
    """

    auroc: float
    rejected_at_95: float


@dataclass(frozen=True)
class BenchResult:
    """What was measured; times are wall-clock on at most two cores."""

    accuracy: float
    macro_f1: float
    top3: float
    train_seconds: float
    ms_per_text: float
    rejection: Rejection | None


def bench(train: Labelled, test: Labelled, foreign: Sequence[str] = ()) -> BenchResult:
    """Train on ``train``, measure on ``test`` and, if given, on texts that fit no intent."""
    with threadpool_limits(MAX_THREADS):
        started = time.perf_counter()
        ranker = TopicRanker()
        ranker.fit(train.texts, train.intents)
        train_seconds = time.perf_counter() - started
        scores, familiarity = _score(ranker, test.texts)
        names = np.array(ranker.intents)
        order = np.argsort(-scores, axis=1, kind="stable")
        gold = np.array(test.intents)
        best = names[order[:, 0]]
        rejection = None
        if foreign:
            rejection = rejection_of(familiarity, _score(ranker, foreign)[1])
        return BenchResult(
            accuracy=float((best == gold).mean()),
            macro_f1=float(f1_score(gold, best, average="macro", zero_division=0)),
            top3=float((names[order[:, :3]] == gold[:, None]).any(axis=1).mean()),
            train_seconds=train_seconds,
            ms_per_text=_milliseconds(ranker, test.texts[:_TIMED_TEXTS]),
            rejection=rejection,
        )


def rejection_of(own: Floats, foreign: Floats) -> Rejection:
    """Compare how familiar own and foreign texts are."""
    labels = np.concatenate([np.ones(len(own)), np.zeros(len(foreign))])
    threshold = np.quantile(own, 1 - _ACCEPTED)
    return Rejection(
        auroc=float(roc_auc_score(labels, np.concatenate([own, foreign]))),
        rejected_at_95=float((foreign < threshold).mean()),
    )


def _score(ranker: TopicRanker, texts: Sequence[str]) -> tuple[Floats, Floats]:
    parts = [ranker.score(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
    return (
        np.concatenate([part.raw for part in parts]),
        np.concatenate([ranker.familiarity(part, slice(None)) for part in parts]),
    )


def _milliseconds(ranker: TopicRanker, texts: Sequence[str]) -> float:
    """Return the time for one message at a time, as the assistant meets them."""
    # Serving, there are as many processes as cores.
    with threadpool_limits(1):
        ranker.rank(texts[0])
        started = time.perf_counter()
        for text in texts:
            ranker.rank(text)
        return (time.perf_counter() - started) * 1000 / len(texts)
