"""How alike a question is to the texts of the office, in meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.meaning.encoder import encode
from bot.meaning.products import FloatMatrix

# An entry has about sixty texts of 2 kB: 8 MB.
_KEPT_ENTRIES = 64


def likeness(question: str, texts: Sequence[str]) -> list[float]:
    """Return how alike each text is to a question, -1 to 1; whatever is asked in other words.

    Raises:
        OSError: the sentence encoder could not be loaded.
    """
    if not texts:
        return []
    alike: list[float] = (_vectors(tuple(texts)) @ encode([question])[0]).tolist()
    return alike


# Only what the office wrote is kept, never what a person asked.
@lru_cache(maxsize=_KEPT_ENTRIES)
def _vectors(texts: tuple[str, ...]) -> FloatMatrix:
    return encode(texts)
