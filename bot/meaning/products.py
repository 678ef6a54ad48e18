"""Matrix products for the few rows of one message."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatMatrix = npt.NDArray[np.float32]

# Below this the library's product of matrices is slower than one product of a vector for each row:
# it copies the whole matrix first.
FEW_ROWS = 8


def product(rows: FloatMatrix, matrix: FloatMatrix) -> FloatMatrix:
    """Return ``rows @ matrix``, quickly also for a few rows and a large matrix."""
    if not 0 < len(rows) <= FEW_ROWS:
        return rows @ matrix
    out = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    for row, result in zip(rows, out, strict=True):
        np.dot(row, matrix, out=result)
    return out
