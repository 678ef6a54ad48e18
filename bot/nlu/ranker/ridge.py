"""Kernel ridge regression in one matrix: half of it is read, and it is overwritten.

What each of some texts would score had it not been learned needs a part of the inverse. If these
texts stand last, that part is the inverse of the last corner, a problem of their number only.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from bot.meaning.products import FloatMatrix


def left_out_last(total: int, count: int) -> npt.NDArray[np.int64]:
    """Return the positions of ``total`` texts, ``count`` of them drawn to be the last ones."""
    if total <= count:
        return np.arange(total)
    tried = np.sort(np.random.default_rng(0).choice(total, count, replace=False))
    return np.concatenate([np.setdiff1d(np.arange(total), tried), tried])


def whole_rows(lower: FloatMatrix, last: slice) -> FloatMatrix:
    """Return the ``last`` rows of the symmetric matrix of which the lower triangle is given."""
    rows = lower[last].copy()
    corner = np.tril(rows[:, last])
    rows[:, last] = corner + np.tril(corner, -1).T
    return rows


def bend(similarity: FloatMatrix, sharpness: float) -> None:
    """Turn similarities into the kernel, in place."""
    similarity -= np.float32(1.0)
    similarity *= np.float32(sharpness)
    np.exp(similarity, out=similarity)


def bend_lower(similarity: FloatMatrix, sharpness: float) -> None:
    """Do the same with the lower triangle of a square matrix alone, on all cores."""
    cores = len(os.sched_getaffinity(0))

    def bend_some(first: int) -> None:
        # Every so manieth row, as the last ones are the longest; numpy needs no interpreter here.
        for place in range(first, len(similarity), cores):
            bend(similarity[place, : place + 1], sharpness)

    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(bend_some, range(cores)))


def solve(
    kernel: FloatMatrix, targets: FloatMatrix, last: slice
) -> tuple[FloatMatrix, npt.NDArray[np.float32]]:
    """Return kernel⁻¹ · targets and the ``last`` of kernel⁻¹'s diagonal.

    Only the lower triangle of ``kernel`` is read, and it is overwritten.
    """
    from scipy.linalg import lapack

    # What is the lower triangle for us is the upper one in the order that LAPACK wants.
    upper, info = lapack.spotrf(kernel.T, lower=0, clean=0, overwrite_a=1)
    if info:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    dual = lapack.spotrs(upper, targets, lower=0)[0]
    # The kernel is upperᵀ · upper; the last corner of the inverse triangle is that of the corner.
    inverse = np.triu(lapack.strtri(upper[last, last], lower=0)[0])
    diagonal: npt.NDArray[np.float32] = np.einsum("ij,ij->i", inverse, inverse)
    return dual, diagonal
