"""How alike a question is to the texts of the office, in meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.meaning.encoder import encode

# An entry has about sixty texts of 1 kB: 8 MB, enough for all entries there are.
_KEPT_ENTRIES = 128


def likeness(question: str, texts: Sequence[str]) -> list[float]:
    """Return how alike each text is to a question, -1 to 1; whatever is asked in other words.

    Raises:
        OSError: the sentence encoder could not be loaded.
    """
    if not texts:
        return []
    vectors = _vectors(tuple(texts)).astype(np.float32)
    alike: list[float] = (vectors @ encode([question])[0]).tolist()
    return alike


# Only what the office wrote is kept, never what a person asked.
@lru_cache(maxsize=_KEPT_ENTRIES)
def _vectors(texts: tuple[str, ...]) -> npt.NDArray[np.float16]:
    # Half precision is all that the encoder gives.
    return encode(texts).astype(np.float16)
