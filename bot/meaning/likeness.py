"""How alike a question is to the texts of the office, in meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.meaning.encoder import EmbeddingCache, digest, encode
from bot.meaning.halves import single
from bot.meaning.piece_vectors import DIMENSIONS
from bot.meaning.products import FloatMatrix

# Enough for all entries, and some with facts beside them.
_KEPT_LISTS = 512
HalfVector = npt.NDArray[np.float16]
_NO_VECTORS: HalfVector = np.zeros(0, dtype=np.float16)
_stored: dict[bytes, HalfVector] = {}
# A message is answered before so many others come in between; they are forgotten with the process.
_KEPT_QUESTIONS = 16
_heard: dict[bytes, FloatMatrix] = {}


def remember(question: str, vector: FloatMatrix) -> None:
    """Keep the vector (512) of a message that is about to be answered.

    The understanding has calculated it; once more it would take the encoder three milliseconds. It
    may be of less than ``question``: of what stands behind thanks, its typos undone.
    """
    key = digest(question)
    _heard.pop(key, None)
    while len(_heard) >= _KEPT_QUESTIONS:
        # Another thread may have forgotten the same one.
        _heard.pop(next(iter(_heard), key), None)
    _heard[key] = np.array(vector)


def use_stored(cache: EmbeddingCache) -> None:
    """Take vectors of the office's texts from where they were stored, not from the encoder.

    Whoever forks afterwards shares them.
    """
    _stored.update(cache.known())


def are_stored(texts: Sequence[str]) -> bool:
    """Say whether all vectors of some texts are stored, so that none must be calculated."""
    return all(digest(text) in _stored for text in texts)


def likeness(question: str, texts: Sequence[str]) -> list[float]:
    """Return how alike each text is to a question, -1 to 1; whatever is asked in other words.

    Raises:
        OSError: the sentence encoder could not be loaded; so do the functions below.
    """
    found: list[float] = (vectors_of(tuple(texts)) @ vector_of(question)).tolist()
    return found


def vector_of(question: str) -> FloatMatrix:
    """Return the vector (512) of a message; it is encoded once."""
    vector = _heard.get(digest(question))
    if vector is None:
        vector = encode([question])[0]
        remember(question, vector)
    return vector


def vectors_of(texts: tuple[str, ...]) -> FloatMatrix:
    """Return the vectors of texts of the office, shape (texts, 512)."""
    joined: HalfVector = np.concatenate([_NO_VECTORS, *_vectors(texts)])
    return single(joined.reshape(len(texts), DIMENSIONS))


# Texts are kept only of the office; of what a person asked, a digest and a vector (``remember``).
# What is stored is kept once: side by side, 25 MB would be as much again in each worker.
@lru_cache(maxsize=_KEPT_LISTS)
def _vectors(texts: tuple[str, ...]) -> tuple[HalfVector, ...]:
    digests = [digest(text) for text in texts]
    missing = [text for text, found in zip(texts, digests, strict=True) if found not in _stored]
    # Half precision is all that the encoder gives.
    new = iter(encode(missing).astype(np.float16) if missing else ())
    known = (_stored.get(found) for found in digests)
    return tuple(next(new) if vector is None else vector for vector in known)
