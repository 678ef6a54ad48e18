"""The second solution of the ridge: scores by embeddings alone."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.decision import Thresholds
from bot.nlu.ranker.meaning_head import MeaningHead
from bot.nlu.ranker.ranking import Scored
from bot.nlu.ranker.topic_ranker import TopicRanker
from bot.nlu.ranker.views import Similarity

SHARPNESS, RIDGE = 1.5, 0.05


def clusters() -> tuple[np.ndarray, np.ndarray]:
    """Return 40 embeddings in two directions, and which of two intents each has."""
    random = np.random.default_rng(0)
    gold = np.arange(40) % 2
    rows = np.eye(6)[gold * 3] + random.normal(scale=0.1, size=(40, 6))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), gold


def test_it_finds_what_the_embedding_is_near_to() -> None:
    embedding, gold = clusters()
    targets = np.eye(2, dtype=np.float32)[gold]
    head = MeaningHead.fit(embedding, targets, 10, SHARPNESS, RIDGE)
    kernel = np.exp((embedding @ embedding.T - 1) * SHARPNESS) + RIDGE * np.eye(40)
    np.testing.assert_allclose(head.dual, np.linalg.solve(kernel, targets), atol=2e-3)
    asked = np.eye(6, dtype=np.float32)[[0, 3]]
    embedded = asked @ embedding.T
    raw, probabilities = head.score(embedded)
    assert raw.argmax(axis=1).tolist() == [0, 1]
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    # References behind the texts, the names of intents, change nothing.
    more = np.hstack([embedded, np.ones((2, 3), dtype=np.float32)])
    np.testing.assert_array_equal(head.score(more)[0], raw)


def test_its_references_stand_behind_further_messages_and_others_behind_all() -> None:
    embedding, gold = clusters()
    targets = np.eye(2, dtype=np.float32)[gold]
    head = MeaningHead.fit(embedding, targets, 10, SHARPNESS, RIDGE)
    # Five further messages in front, and the first three texts of it behind all others.
    talks = np.eye(6, dtype=np.float32)[[1, 2, 4, 5, 1]]
    stored = np.vstack([talks, embedding[3:], embedding[:3]])
    moved = head.moved(3, 5)
    asked = np.eye(6, dtype=np.float32)[[0, 3]]
    np.testing.assert_allclose(
        moved.score(asked @ stored.T)[0], head.score(asked @ embedding.T)[0], atol=1e-5
    )


def test_the_similarities_are_still_to_be_seen() -> None:
    embedding, gold = clusters()
    targets = np.eye(2, dtype=np.float32)[gold]
    head = MeaningHead.fit(embedding, targets, 10, SHARPNESS, RIDGE)
    embedded = embedding[:1] @ embedding.T
    before = embedded.copy()
    head.score(embedded)
    np.testing.assert_array_equal(embedded, before)


def test_an_untrained_ranker_says_so() -> None:
    nothing = np.zeros((1, 1), dtype=np.float32)
    scored = Scored(nothing, nothing, Similarity(nothing, nothing), nothing)
    with pytest.raises(RuntimeError, match="not trained"):
        TopicRanker().ranking_by_meaning(scored, 0)


def test_other_languages_have_a_lead_of_their_own() -> None:
    lines = Thresholds(lead=0.5, foreign_lead=0.2)
    assert lines.in_other_languages == Thresholds(lead=0.2, foreign_lead=0.2)
