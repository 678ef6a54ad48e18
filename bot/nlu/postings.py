"""Inner products of one sparse vector with many: only the columns it has are looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp


@dataclass(frozen=True)
class Postings:
    """For each feature the texts that have it and how much of it, like the index of a book."""

    bounds: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
    size: int

    @staticmethod
    def of(rows: sp.csr_matrix) -> Postings:
        """Return the postings of ``rows``: one row a text, one column a feature."""
        columns = rows.tocsc()
        return Postings(
            columns.indptr.astype(np.int64),
            columns.indices.astype(np.int32),
            columns.data.astype(np.float32),
            rows.shape[0],
        )

    def products(self, rows: sp.csr_matrix) -> npt.NDArray[np.float32]:
        """Return the products of ``rows`` with all texts, shape (rows, texts)."""
        out = np.zeros((rows.shape[0], self.size), dtype=np.float32)
        for row in range(rows.shape[0]):
            mine = slice(rows.indptr[row], rows.indptr[row + 1])
            features, weights = rows.indices[mine], rows.data[mine]
            starts, ends = self.bounds[features], self.bounds[features + 1]
            places = _ranges(starts, ends)
            if places.size:
                shares = np.repeat(weights, ends - starts) * self.values[places]
                out[row] = np.bincount(self.texts[places], shares, minlength=self.size)
        return out


def _ranges(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return all whole numbers from each start up to its end, one range after the other."""
    lengths = ends - starts
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    places: npt.NDArray[np.int64] = np.arange(total) + np.repeat(starts - before, lengths)
    return places
