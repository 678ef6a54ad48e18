"""Matrix products for the few rows of one message."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_info

FloatMatrix = npt.NDArray[np.float32]

# With more rows the library's own product of matrices is as quick.
_FEW_ROWS = 48
# It copies both matrices first, which takes longer than the product of a few rows. Its kernels for
# AVX-512 do without as long as rows · inner · columns stay below this (OpenBLAS: "small matrix").
_UNCOPIED = 1_000_000
_SMALL_KERNELS = frozenset({"SkylakeX", "Cooperlake", "SapphireRapids"})
# With other kernels, one product of a vector for each row is quicker up to this many.
_ONE_BY_ONE = 8


def product(rows: FloatMatrix, matrix: FloatMatrix) -> FloatMatrix:
    """Return ``rows @ matrix``, quickly also for a few rows and a large matrix."""
    count = len(rows)
    if not 1 < count <= _FEW_ROWS:
        return rows @ matrix
    if _has_small_kernels():
        return _in_steps(rows, matrix)
    return _one_by_one(rows, matrix) if count <= _ONE_BY_ONE else rows @ matrix


def _in_steps(rows: FloatMatrix, matrix: FloatMatrix) -> FloatMatrix:
    """Add up products that are small enough: half the time for 4 to 20 rows."""
    step = max(_UNCOPIED // (len(rows) * matrix.shape[1]), 1)
    out: FloatMatrix = rows[:, :step] @ matrix[:step]
    for start in range(step, len(matrix), step):
        out += rows[:, start : start + step] @ matrix[start : start + step]
    return out


def _one_by_one(rows: FloatMatrix, matrix: FloatMatrix) -> FloatMatrix:
    out = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    for row, result in zip(rows, out, strict=True):
        np.dot(row, matrix, out=result)
    return out


@cache
def _has_small_kernels() -> bool:
    return any(library.get("architecture") in _SMALL_KERNELS for library in threadpool_info())
