"""The vectors of 128,000 pieces of words: in a file, because a message needs twenty of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.meaning.products import FloatMatrix

Pieces = npt.NDArray[np.int64]

DIMENSIONS = 512
# The package keeps the pieces in turn in so many blocks, each with its own scale.
_BLOCKS = 17


class PieceVectors:
    """Vectors by number of a piece, one byte a dimension.

    In memory they would take 65 MiB, nearly all of it for languages that nobody writes in here. In
    a file without a name the system keeps in its cache what is asked for, once for all processes,
    and gives it up when memory is short; it is gone with the last process.
    """

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        """Write the vectors of the encoder's ``weights`` to the file.

        Raises:
            OSError: there is no room for 65 MiB where temporary files go.
        """
        self._scale: FloatMatrix = weights["scale"]
        self._lowest: FloatMatrix = weights["lo"]
        self.count = len(weights["q1"]) * _BLOCKS
        table = np.empty((len(weights["q1"]), _BLOCKS, DIMENSIONS), dtype=np.uint8)
        for block in range(_BLOCKS):
            table[:, block] = weights[f"q{block + 1}"]
        # Open as long as the process lives, and shared with the workers that are forked from it.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        table.tofile(self._file)

    def of(self, pieces: Pieces) -> FloatMatrix:
        """Return the vectors of ``pieces``, shape (len(pieces), 512)."""
        file = self._file.fileno()
        raw = b"".join(
            [os.pread(file, DIMENSIONS, piece * DIMENSIONS) for piece in pieces.tolist()]
        )
        block = pieces % _BLOCKS
        vectors = np.frombuffer(raw, dtype=np.uint8).reshape(-1, DIMENSIONS).astype(np.float32)
        vectors *= self._scale[block, None]
        vectors += self._lowest[block, None]
        return vectors
