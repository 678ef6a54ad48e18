"""Inner products of all rows of large matrices with each other, on few cores."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from bot.meaning.products import FloatMatrix

# A column that more rows than this share costs less as part of a dense product.
_COMMON = 1000
_ROWS_AT_ONCE = 512


def lower_gram(dense: FloatMatrix, sparse: sp.csr_matrix) -> FloatMatrix:
    """Return dense · denseᵀ + sparse · sparseᵀ, of which only the lower triangle is filled.

    Half the work is enough, as all that follows is symmetric. Each large matrix would cost nearly
    as much for its memory as for its numbers, so there is one, filled from top to bottom. Much of
    the sparse product falls on the few columns that thousands of rows share: those are dense here.
    """
    count = dense.shape[0]
    sharing = np.bincount(sparse.indices, minlength=sparse.shape[1])
    dense = np.hstack([dense, sparse[:, sharing > _COMMON].toarray()])
    rare = sparse[:, sharing <= _COMMON]
    transposed = rare.T.tocsr()
    total = np.empty((count, count), dtype=np.float32)
    kept = np.empty(_ROWS_AT_ONCE * count, dtype=np.float32)
    for start in range(0, count, _ROWS_AT_ONCE):
        end = min(start + _ROWS_AT_ONCE, count)
        np.matmul(dense[start:end], dense[:end].T, out=total[start:end, :end])
        products = kept[: (end - start) * end].reshape(end - start, end)
        (rare[start:end] @ transposed[:, :end]).toarray(out=products)
        total[start:end, :end] += products
    return total
