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


def test_further_messages_are_no_part_of_it() -> None:
    embedding, gold = clusters()
    targets = np.eye(2, dtype=np.float32)[gold]
    # Five texts in front that say the opposite of all others.
    talks = np.vstack([embedding[:5], embedding]), np.vstack([1 - targets[:5], targets])
    head = MeaningHead.fit(*talks, 10, SHARPNESS, RIDGE, in_talks=5)
    alone = MeaningHead.fit(embedding, targets, 10, SHARPNESS, RIDGE)
    np.testing.assert_array_equal(head.dual, alone.dual)
    assert head.temperature == alone.temperature
    embedded = np.eye(6, dtype=np.float32)[[0, 3]] @ talks[0].T
    np.testing.assert_array_equal(head.score(embedded)[0], alone.score(embedded[:, 5:])[0])


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
