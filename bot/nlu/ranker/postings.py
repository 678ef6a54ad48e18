"""Inner products of sparse vectors with many: only the columns that they have are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.meaning.products import FloatMatrix

SparseRow = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]
"""The features of a row and their values."""


@dataclass(frozen=True)
class SparseRows:
    """Rows of ``width`` numbers, most of them zero: ``values`` at ``features``.

    Those of a row stand from its bound to the next one, in ascending order of features. It is what
    a sparse matrix is made of; making one takes longer than all that is done with a message's.
    """

    bounds: npt.NDArray[np.int64]
    features: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
    width: int

    @staticmethod
    def of(rows: Sequence[SparseRow], width: int) -> SparseRows:
        """Join rows, each its features and their values."""
        bounds = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(features) for features, _ in rows], out=bounds[1:])
        features = np.concatenate([np.zeros(0, np.int32), *(features for features, _ in rows)])
        values = np.concatenate([np.zeros(0, np.float32), *(numbers for _, numbers in rows)])
        return SparseRows(bounds, features, values, width)

    def matrix(self) -> sp.csr_matrix:
        """Return the rows as a sparse matrix."""
        shape = (len(self.bounds) - 1, self.width)
        return sp.csr_matrix((self.values, self.features, self.bounds), shape=shape)

    def places(self) -> npt.NDArray[np.int64]:
        """Return in which row each feature stands."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    def part(self, rows: slice | npt.NDArray[np.int64]) -> SparseRows:
        """Return some of the rows."""
        part = self.matrix()[rows]
        return SparseRows(part.indptr.astype(np.int64), part.indices, part.data, self.width)

    def followed_by(self, others: SparseRows) -> SparseRows:
        """Return these rows and ``others``, of the same width, behind them."""
        return SparseRows(
            np.concatenate([self.bounds, self.bounds[-1] + others.bounds[1:]]),
            np.concatenate([self.features, others.features]),
            np.concatenate([self.values, others.values]),
            self.width,
        )


@dataclass(frozen=True)
class Postings:
    """For each feature the texts that have it and how much of it, like the index of a book.

    ``texts`` (features, texts) holds features of several kinds, those of one kind behind the other.
    """

    texts: sp.csr_matrix

    @staticmethod
    def of(*kinds: SparseRows) -> Postings:
        """Return the postings of texts; each of ``kinds`` has a row for every text."""
        return Postings(sp.vstack([rows.matrix().T.tocsr() for rows in kinds], format="csr"))

    def add_products(
        self, total: FloatMatrix, kinds: Sequence[SparseRows], weights: Sequence[float]
    ) -> None:
        """Add the products of rows with all texts to ``total`` (rows, texts).

        Those of each of ``kinds``, in the order of :meth:`of`, count by its weight.
        """
        features, places, values, width = [], [], [], 0
        for rows, weight in zip(kinds, weights, strict=True):
            features.append(rows.features + width)
            places.append(rows.places())
            values.append(rows.values * np.float32(weight))
            width += rows.width
        # The parts of a message have its features again: each is looked up once.
        distinct, number = np.unique(np.concatenate(features), return_inverse=True)
        asked = np.zeros((len(distinct), len(total)), dtype=np.float32)
        asked[number, np.concatenate(places)] = np.concatenate(values)
        total += (self.texts[distinct].T @ asked).T
