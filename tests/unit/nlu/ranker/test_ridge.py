from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.ranker.gram import lower_gram
from bot.nlu.ranker.ridge import bend, bend_lower, left_out_last, solve, whole_rows
from bot.nlu.ranker.topic_ranker import TopicRanker


def test_the_gram_is_the_product_of_all_rows() -> None:
    count = 1300
    rng = np.random.default_rng(1)
    dense = rng.random((count, 7), dtype=np.float32)
    sparse = sp.random(count, 50, density=0.2, format="csr", dtype=np.float32, random_state=1)
    # A column that all rows share takes the dense way.
    sparse = sp.hstack([sparse, sp.csr_matrix(np.ones((count, 1), dtype=np.float32))]).tocsr()
    expected = dense @ dense.T + (sparse @ sparse.T).toarray()
    found = lower_gram(dense, sparse)
    np.testing.assert_allclose(np.tril(found), np.tril(expected), rtol=1e-4, atol=1e-4)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_left_out_scores_are_those_of_a_training_without_the_text(
    total: int, count: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((total, 4))
    kernel = np.exp(-np.square(rows[:, None] - rows).sum(axis=2)) + 0.1 * np.eye(total)
    targets = rng.standard_normal((total, 3))
    last = slice(max(total - count, 0), None)
    # What stands right of the diagonal must not matter.
    read = np.where(np.tri(total, dtype=bool), kernel, np.nan).astype(np.float32)
    np.testing.assert_allclose(whole_rows(read, last), kernel[last], rtol=1e-5)
    dual, diagonal = solve(read, targets.astype(np.float32), last)
    np.testing.assert_allclose(dual, np.linalg.solve(kernel, targets), atol=2e-3)
    left_out = targets[last] - dual[last] / diagonal[:, None]
    for place, found in zip(range(total)[last], left_out, strict=True):
        others = np.arange(total) != place
        without = np.linalg.solve(kernel[np.ix_(others, others)], targets[others])
        np.testing.assert_allclose(found, kernel[place, others] @ without, atol=5e-3)


def test_the_lower_triangle_is_bent_as_all_of_it_would_be() -> None:
    similarity = np.random.default_rng(1).random((37, 37)).astype(np.float32)
    whole, lower = similarity.copy(), similarity.copy()
    bend(whole, 1.5)
    bend_lower(lower, 1.5)
    np.testing.assert_array_equal(np.tril(lower), np.tril(whole))
    np.testing.assert_array_equal(np.triu(lower, 1), np.triu(similarity, 1))


def test_a_kernel_that_is_none_is_refused() -> None:
    wrong = np.array([[1, 0], [2, 1]], dtype=np.float32)
    with pytest.raises(np.linalg.LinAlgError, match="positive definite"):
        solve(wrong, np.ones((2, 1), dtype=np.float32), slice(0, None))


@given(st.integers(0, 50), st.integers(1, 60))
def test_the_order_has_each_text_once(total: int, count: int) -> None:
    order = left_out_last(total, count)
    assert sorted(order.tolist()) == list(range(total))
    assert (
        sorted(order[: max(total - count, 0)].tolist()) == order[: max(total - count, 0)].tolist()
    )
    assert order.tolist() == left_out_last(total, count).tolist()


def test_who_is_left_out_does_not_change_the_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        f"Frage {name} zum Thema {topic}" for topic in "AB" for name in ("eins", "zwei", "drei")
    ]
    labels = [text[-1] for text in texts]
    all_left_out, few_left_out = TopicRanker(), TopicRanker()
    all_left_out.fit(texts, labels)
    monkeypatch.setattr("bot.nlu.ranker.topic_learning._LEFT_OUT", 2)
    few_left_out.fit(texts, labels)
    question = ["noch eine Frage zum Thema B"]
    np.testing.assert_allclose(
        few_left_out.score(question).raw, all_left_out.score(question).raw, atol=1e-4
    )
