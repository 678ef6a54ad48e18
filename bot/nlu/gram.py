"""Inner products of all rows of a large sparse matrix with each other, on few cores."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from bot.nlu.products import FloatMatrix

# A column that more rows than this share costs less as part of a dense product.
_COMMON = 300
_ROWS_AT_ONCE = 512


def add_gram(total: FloatMatrix, matrix: sp.csr_matrix, weight: float) -> None:
    """Add ``weight`` · matrix · matrixᵀ to the square matrix ``total``, in place.

    Nearly all the work of the sparse product falls on the few columns (n-grams) that thousands of
    rows share; taken apart, those are one dense product, three times as fast as the whole.
    """
    rows_sharing = np.bincount(matrix.indices, minlength=matrix.shape[1])
    common = matrix[:, rows_sharing > _COMMON].toarray()
    rare = matrix[:, rows_sharing <= _COMMON].tocsr()
    rare_transposed = rare.T.tocsr()
    for start in range(0, matrix.shape[0], _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        product = (rare[rows] @ rare_transposed).toarray()
        product += common[rows] @ common.T
        product *= weight
        total[rows] += product
