"""Matrix products for the few rows of one message."""

from __future__ import annotations

import numpy as np

from bot.nlu.encoder import FloatMatrix

# Below this the library's product of matrices is slower than one product of a vector for each row.
_FEW_ROWS = 12


def product(rows: FloatMatrix, matrix: FloatMatrix) -> FloatMatrix:
    """Return ``rows @ matrix``, quickly also for a few rows and a large matrix."""
    if not 0 < len(rows) <= _FEW_ROWS:
        return rows @ matrix
    return np.stack([row @ matrix for row in rows])
