"""Inner products with many dense vectors of one byte a dimension: a quarter of the memory to read.

Reading 15,000 vectors is what comparing a message with all sentences costs; the products themselves
are next to nothing. A vector is rounded to 255 steps between its largest numbers, which moves a
product of two unit vectors by some 0.0005.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.meaning.products import FloatMatrix, product

_STEPS = 127


@dataclass(frozen=True)
class ByteVectors:
    """Vectors as ``steps`` (vectors, dimensions), each of the size ``step`` (vectors,)."""

    steps: npt.NDArray[np.int8]
    step: npt.NDArray[np.float32]

    @staticmethod
    def of(rows: FloatMatrix) -> ByteVectors:
        """Return ``rows`` rounded; zero stays zero."""
        largest = np.abs(rows).max(axis=1, initial=0)
        step = np.where(largest > 0, largest / _STEPS, 1).astype(np.float32)
        return ByteVectors(np.rint(rows / step[:, None]).astype(np.int8), step)

    def rounded(self) -> FloatMatrix:
        """Return the vectors as they are after rounding."""
        return self.steps * self.step[:, None]

    def products(self, rows: FloatMatrix) -> FloatMatrix:
        """Return the products of ``rows``, rounded, with all vectors, shape (rows, vectors)."""
        mine = ByteVectors.of(rows)
        if not len(rows):
            return np.zeros((0, len(self.steps)), dtype=np.float32)
        import numkong

        # Each vector is read once and held against all rows, which are put in the order that this
        # processor multiplies in.
        asked = numkong.dots_pack(mine.steps, dtype="int8")
        sums = np.asarray(numkong.dots_packed(self.steps, asked)).T
        # These whole numbers are exact in single precision, too.
        out: FloatMatrix = sums.astype(np.float32, order="C")
        out *= mine.step[:, None]
        out *= self.step
        return out


@dataclass(frozen=True)
class Rounding:
    """What rounding takes from weighted sums of products.

    ``exact`` and ``rounded`` (dimensions, sums) are the weighted sums of the vectors as they were
    and as they are.
    """

    exact: FloatMatrix
    rounded: FloatMatrix

    @staticmethod
    def of(vectors: FloatMatrix, weights: FloatMatrix) -> Rounding:
        """Return it for sums over ``vectors`` with ``weights`` (vectors, sums)."""
        rounded = ByteVectors.of(vectors).rounded()
        return Rounding(vectors.T @ weights, rounded.T @ weights)

    def lost(self, rows: FloatMatrix) -> FloatMatrix:
        """Return what must be added to the sums of ``rows``' products, shape (rows, sums)."""
        lost = product(rows, self.exact)
        lost -= product(ByteVectors.of(rows).rounded(), self.rounded)
        return lost
