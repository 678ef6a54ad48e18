"""Sentence embeddings: the multilingual Universal Sentence Encoder, offline, without TensorFlow."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from bot.nlu.products import FloatMatrix
from bot.nlu.sentence_model import SentenceModel

_MAX_CHARACTERS = 600
_DIGEST_BYTES = 16
# Four of five pieces in a message are of these kinds (7 MB).
_KEPT_PIECES = 1000


@lru_cache(maxsize=1)
def _model() -> SentenceModel:
    return SentenceModel()


def encode(texts: Sequence[str]) -> FloatMatrix:
    """Return unit vectors, shape (len(texts), 512); texts are cut after 600 characters."""
    vectors = _model().encode([_encodable(text) for text in texts])
    # What comes from the cache has half precision, so what is computed gets it too. It loses
    # nothing that a ranking could notice.
    return vectors.astype(np.float16).astype(np.float32)


def frequent_pieces(texts: Iterable[str]) -> list[int]:
    """Return the pieces of words that the encoder meets most often in ``texts``."""
    return _model().frequent_pieces((_encodable(text) for text in texts), _KEPT_PIECES)


def prepare(pieces: Sequence[int]) -> None:
    """Load the encoder, and let it calculate the ``pieces`` that it will meet most often."""
    _model().keep(pieces)


class EmbeddingCache:
    """Embeddings of sentences seen in earlier trainings: only new sentences cost time."""

    def __init__(self, file: Path) -> None:
        """Use ``file`` (.npz); a missing or damaged one counts as empty."""
        self._file = file

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return what :func:`encode` returns, and keep it for the next training."""
        known = self._load()
        digests = [_digest(text) for text in texts]
        missing = [i for i, digest in enumerate(digests) if digest not in known]
        with threadpool_limits(len(os.sched_getaffinity(0))):
            new = encode([texts[i] for i in missing])
        for index, vector in zip(missing, new, strict=True):
            known[digests[index]] = vector.astype(np.float16)
        vectors = np.stack([known[digest] for digest in digests])
        if missing:
            self._store(digests, vectors)
        return vectors.astype(np.float32)

    def _load(self) -> dict[bytes, npt.NDArray[np.float16]]:
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                keys, vectors = stored["keys"], stored["vectors"]
        except (OSError, ValueError, KeyError):
            return {}
        return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}

    def _store(self, digests: Sequence[bytes], vectors: npt.NDArray[np.float16]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(-1, _DIGEST_BYTES)
        temporary = self._file.with_suffix(".new.npz")
        np.savez(temporary, keys=keys, vectors=vectors)
        temporary.replace(self._file)


def _encodable(text: str) -> str:
    """Return the beginning of a text, a question mark for every lone surrogate."""
    return text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _digest(text: str) -> bytes:
    # A lone surrogate can stand in a text that never passed the gateway.
    raw = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=_DIGEST_BYTES).digest()
