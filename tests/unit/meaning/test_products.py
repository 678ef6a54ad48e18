from __future__ import annotations

import sys

import numpy as np
import pytest
import scipy.sparse as sp

from bot.meaning import products
from bot.meaning.products import product
from bot.nlu.ranker.byte_vectors import ByteVectors, Rounding
from bot.nlu.ranker.familiarity import signals
from bot.nlu.ranker.postings import Postings, SparseRows


@pytest.fixture
def vectors() -> np.ndarray:
    rows = np.random.default_rng(1).standard_normal((300, 512)).astype(np.float32)
    rows[7] = 0
    rows[:7] /= np.linalg.norm(rows[:7], axis=1, keepdims=True)
    rows[8:] /= np.linalg.norm(rows[8:], axis=1, keepdims=True)
    return rows


@pytest.mark.parametrize("has_small_kernels", [True, False])
@pytest.mark.parametrize("count", [0, 1, 3, 8, 9, 40, 60])
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_product_is_the_same_for_few_and_many_rows(
    monkeypatch: pytest.MonkeyPatch, count: int, order: str, has_small_kernels: bool
) -> None:
    monkeypatch.setattr(products, "_has_small_kernels", lambda: has_small_kernels)
    # So that it takes several steps, the last one shorter.
    monkeypatch.setattr(products, "_UNCOPIED", 5000)
    rng = np.random.default_rng(2)
    rows = rng.random((count, 30), dtype=np.float32)
    matrix = np.array(rng.random((30, 20), dtype=np.float32), order=order)
    np.testing.assert_allclose(product(rows, matrix), rows @ matrix, rtol=1e-5)


@pytest.mark.parametrize("count", [0, 1, 5, 100])
def test_bytes_give_nearly_the_same_products(vectors: np.ndarray, count: int) -> None:
    found = ByteVectors.of(vectors).products(vectors[:count])
    assert found.shape == (count, len(vectors))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, vectors[:count] @ vectors.T, atol=0.005)


def test_few_and_many_rows_are_rounded_alike(vectors: np.ndarray) -> None:
    rounded = ByteVectors.of(vectors)
    many = rounded.products(vectors[:20])
    one_by_one = np.concatenate([rounded.products(vectors[i : i + 1]) for i in range(20)])
    np.testing.assert_allclose(many, one_by_one, rtol=1e-6)


def test_products_lose_no_reference_to_none(vectors: np.ndarray) -> None:
    # A message was one reference less, and a worker ended where none was left.
    rounded = ByteVectors.of(vectors)
    before = sys.getrefcount(None)
    for _ in range(500):
        rounded.products(vectors[:3])
    assert sys.getrefcount(None) > before - 100


def test_what_rounding_took_can_be_given_back(vectors: np.ndarray) -> None:
    weights = np.random.default_rng(3).standard_normal((300, 4)).astype(np.float32)
    rows = vectors[:5]
    sums = ByteVectors.of(vectors).products(rows) @ weights
    exact = rows @ vectors.T @ weights
    assert np.abs(sums - exact).max() > 1e-3
    sums += Rounding.of(vectors, weights).lost(rows)
    np.testing.assert_allclose(sums, exact, atol=1e-4)


def test_postings_give_the_products_of_sparse_rows_of_every_kind() -> None:
    texts, others = (_random(50, width, seed=width) for width in (30, 7))
    asked, also = (_random(4, width, seed=width + 1) for width in (30, 7))
    asked[2] = 0
    postings = Postings.of(_rows(texts), _rows(others))
    total = np.ones((4, 50), dtype=np.float32)
    postings.add_products(total, (_rows(asked), _rows(also)), (0.5, 0.25))
    wanted = 1 + 0.5 * (asked @ texts.T) + 0.25 * (also @ others.T)
    np.testing.assert_allclose(total, wanted, rtol=1e-5)


def test_rows_without_features_add_nothing() -> None:
    total = np.ones((1, 50), dtype=np.float32)
    nothing = SparseRows.of([(np.zeros(0, np.int32), np.zeros(0, np.float32))], 30)
    Postings.of(_rows(_random(50, 30, seed=1))).add_products(total, (nothing,), (0.5,))
    np.testing.assert_array_equal(total, np.ones((1, 50)))


def test_some_of_sparse_rows_are_still_sparse_rows() -> None:
    matrix = sp.random(10, 6, density=0.5, format="csr", dtype=np.float32, random_state=1)
    rows = _rows(matrix)
    np.testing.assert_array_equal(
        rows.part(slice(7, None)).matrix().toarray(), matrix[7:].toarray()
    )
    chosen = np.array([4, 1])
    np.testing.assert_array_equal(rows.part(chosen).matrix().toarray(), matrix[chosen].toarray())


def test_rows_can_follow_others() -> None:
    matrix = sp.random(10, 6, density=0.5, format="csr", dtype=np.float32, random_state=1)
    joined = _rows(matrix[:4]).followed_by(_rows(matrix[4:4])).followed_by(_rows(matrix[4:]))
    np.testing.assert_array_equal(joined.matrix().toarray(), matrix.toarray())


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("count", [3, 12, 500])
def test_the_nearest_are_the_best_of_all(count: int, sign: int) -> None:
    rng = np.random.default_rng(4)
    # Mostly far away, a few near: both the quick way and the whole one.
    similarity = sign * (rng.random((6, count), dtype=np.float32) ** 8)
    found = signals(similarity, similarity, similarity)
    ordered = -np.sort(-similarity, axis=1)
    np.testing.assert_allclose(found[:, 1], ordered[:, :10].mean(axis=1), rtol=1e-5)
    np.testing.assert_allclose(found[:, 2], ordered[:, :5].mean(axis=1), rtol=1e-5)


def _random(count: int, width: int, *, seed: int) -> np.ndarray:
    return sp.random(count, width, density=0.2, dtype=np.float32, random_state=seed).toarray()


def _rows(matrix: sp.csr_matrix | np.ndarray) -> SparseRows:
    matrix = sp.csr_matrix(matrix)
    return SparseRows(matrix.indptr.astype(np.int64), matrix.indices, matrix.data, matrix.shape[1])
