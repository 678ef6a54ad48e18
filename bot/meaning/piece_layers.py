"""The layers of the sentence encoder that look at one piece of a word at a time.

They are 60 % of the work. A message and its parts share most of their pieces, and half of all
pieces that people write are of some hundred kinds: each is calculated once for a message, and the
most frequent ones once for all messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.meaning.halves import single
from bot.meaning.piece_vectors import Pieces, PieceVectors
from bot.meaning.products import FloatMatrix, product

# How many pieces each convolution covers, and how many of them stand before the one in question.
WIDTHS = ((2, 0), (3, 1), (5, 2))
CHANNELS = 256
_SLOTS = sum(width for width, _ in WIDTHS)


@dataclass(frozen=True)
class PieceOutputs:
    """What is known of pieces by themselves, one row each.

    ``vectors`` (pieces, 512); ``projected`` (pieces, 3 · 256), a third for each convolution;
    ``shares`` (pieces, 10, 256): what a piece adds to the first layer of each convolution at each
    place of its window, those of the convolution over two pieces first.
    """

    vectors: FloatMatrix
    projected: FloatMatrix
    shares: FloatMatrix


class PieceLayers:
    """Vector, projection and shares of pieces."""

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        """Use the encoder's ``weights``.

        Raises:
            OSError: there is no room for the vectors where temporary files go.
        """
        orders = [width for width, _ in WIDTHS]
        self._vectors = PieceVectors(weights)
        self._projection = np.concatenate([weights[f"proj{n}"] for n in orders], axis=1)
        self._bias = np.concatenate([weights[f"proj_b{n}"] for n in orders])
        self._norm = tuple(
            np.concatenate([weights[f"{name}{n}"] for n in orders]) for name in ("ln_g", "ln_b")
        )
        self._epsilon = float(weights["eps"])
        # The weights of the places of a window stand beside each other instead of below.
        self._first = [
            np.ascontiguousarray(np.hstack(np.split(weights[f"w1_{n}"], n))) for n in orders
        ]
        self._place = np.full(self._vectors.count, -1, dtype=np.int16)
        self._kept_projected = np.empty((0, len(orders) * CHANNELS), dtype=np.float16)
        self._kept_shares = np.empty((0, _SLOTS, CHANNELS), dtype=np.float16)

    def keep(self, pieces: Pieces) -> None:
        """Calculate the distinct ``pieces`` now and keep what comes out (7 kB each)."""
        self._place[:] = -1
        projected, shares = self._calculate(self._vectors.of(pieces))
        self._kept_projected = projected.astype(np.float16)
        self._kept_shares = shares.astype(np.float16)
        self._place[pieces] = np.arange(len(pieces))

    def of(self, pieces: Pieces) -> PieceOutputs:
        """Return what is known of ``pieces``."""
        place = self._place[pieces]
        is_kept = place >= 0
        vectors = self._vectors.of(pieces)
        projected = np.empty((len(pieces), self._projection.shape[1]), dtype=np.float32)
        shares = np.empty((len(pieces), _SLOTS, CHANNELS), dtype=np.float32)
        projected[is_kept] = single(self._kept_projected[place[is_kept]])
        shares[is_kept] = single(self._kept_shares[place[is_kept]])
        if not is_kept.all():
            projected[~is_kept], shares[~is_kept] = self._calculate(vectors[~is_kept])
        return PieceOutputs(vectors, projected, shares)

    def _calculate(self, vectors: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
        projected = product(vectors, self._projection)
        projected += self._bias
        normalise(projected, self._norm, self._epsilon)
        by_branch = np.split(projected, len(WIDTHS), axis=1)
        shares = [product(rows, first) for rows, first in zip(by_branch, self._first, strict=True)]
        return projected, np.concatenate(shares, axis=1).reshape(-1, _SLOTS, CHANNELS)


def normalise(rows: FloatMatrix, norm: tuple[FloatMatrix, ...], epsilon: float) -> None:
    """Bring each row to mean zero and variance one in place, then scale and move it by ``norm``."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows /= np.sqrt(variance + epsilon)[:, None]
    rows *= norm[0]
    rows += norm[1]
