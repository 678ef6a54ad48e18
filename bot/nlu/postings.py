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
    """For each feature the texts that have it and how much of it, like the index of a book."""

    bounds: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
    size: int

    @staticmethod
    def of(rows: SparseRows) -> Postings:
        """Return the postings of ``rows``, one for each text."""
        columns = rows.matrix().tocsc()
        return Postings(
            columns.indptr.astype(np.int64),
            columns.indices.astype(np.int32),
            columns.data.astype(np.float32),
            len(rows.bounds) - 1,
        )

    def add_products(self, total: FloatMatrix, rows: SparseRows, weight: float) -> None:
        """Add ``weight`` · the products of ``rows`` with all texts to ``total`` (rows, texts)."""
        for row, out in enumerate(total):
            mine = slice(rows.bounds[row], rows.bounds[row + 1])
            features, values = rows.features[mine], rows.values[mine]
            starts, ends = self.bounds[features], self.bounds[features + 1]
            places = _ranges(starts, ends)
            if places.size:
                shares = np.repeat(values * np.float32(weight), ends - starts)
                shares *= self.values[places]
                out += np.bincount(self.texts[places], shares, minlength=self.size)


def _ranges(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return all whole numbers from each start up to its end, one range after the other."""
    lengths = ends - starts
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    places: npt.NDArray[np.int64] = np.arange(total) + np.repeat(starts - before, lengths)
    return places
