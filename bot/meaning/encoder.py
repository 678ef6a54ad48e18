"""Sentence embeddings: the multilingual Universal Sentence Encoder, offline, without TensorFlow."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Lock, Thread
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from bot.meaning.products import FloatMatrix
from bot.meaning.sentence_model import SentenceModel

_MAX_CHARACTERS = 600
_DIGEST_BYTES = 16
# Four of five pieces in a message are of these kinds (7 MB).
_KEPT_PIECES = 1000


class _Shared:
    """The one encoder of a process, loaded in a thread: most of it needs no interpreter."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._loading: Future[SentenceModel] | None = None

    def prepare(self, pieces: Sequence[int]) -> None:
        """Begin to load it, and let it keep ``pieces`` before it is used."""
        with self._lock:
            self._loading = self._begin(self._loading, pieces)

    def model(self) -> SentenceModel:
        """Return it once it is there.

        Raises:
            OSError: it could not be loaded.
        """
        with self._lock:
            if self._loading is None:
                self._loading = self._begin(None, ())
            loading = self._loading
        return loading.result()

    @staticmethod
    def _begin(
        before: Future[SentenceModel] | None, pieces: Sequence[int]
    ) -> Future[SentenceModel]:
        future: Future[SentenceModel] = Future()

        def load() -> None:
            try:
                model = before.result() if before is not None else SentenceModel()
                model.keep(pieces)
            except BaseException as error:
                # Whoever waits for it gets to know.
                future.set_exception(error)
            else:
                future.set_result(model)

        Thread(target=load, name="encoder", daemon=True).start()
        return future


_shared = _Shared()


def encode(texts: Sequence[str]) -> FloatMatrix:
    """Return unit vectors, shape (len(texts), 512); texts are cut after 600 characters."""
    vectors = _shared.model().encode([_encodable(text) for text in texts])
    # What comes from the cache has half precision, so what is computed gets it too. It loses
    # nothing that a ranking could notice.
    return vectors.astype(np.float16).astype(np.float32)


def frequent_pieces(texts: Iterable[str]) -> list[int]:
    """Return the pieces of words that the encoder meets most often in ``texts``."""
    return _shared.model().frequent_pieces((_encodable(text) for text in texts), _KEPT_PIECES)


def prepare(pieces: Sequence[int]) -> None:
    """Begin to load the encoder and to calculate the ``pieces`` that it will meet most often.

    Whoever encodes a text waits for it.
    """
    _shared.prepare(pieces)


class EmbeddingCache:
    """Embeddings of sentences seen in earlier trainings: only new sentences cost time."""

    def __init__(self, file: Path) -> None:
        """Use ``file`` (.npz); a missing or damaged one counts as empty."""
        self._file = file
        self._used: dict[bytes, npt.NDArray[np.float16]] = {}

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return what :func:`encode` returns, and keep it for the next training.

        What this cache was asked for before stays beside it; what an earlier training alone needed
        does not.
        """
        if not texts:
            return encode(texts)
        known = self.known() | self._used
        digests = [digest(text) for text in texts]
        missing = [i for i, found in enumerate(digests) if found not in known]
        if missing:
            with threadpool_limits(len(os.sched_getaffinity(0))):
                new = encode([texts[i] for i in missing])
            for index, vector in zip(missing, new, strict=True):
                known[digests[index]] = vector.astype(np.float16)
        self._used |= {found: known[found] for found in digests}
        if missing:
            self._store(list(self._used), np.stack(list(self._used.values())))
        return np.stack([known[found] for found in digests]).astype(np.float32)

    def known(self) -> dict[bytes, npt.NDArray[np.float16]]:
        """Return all vectors that are kept, by the :func:`digest` of their text."""
        try:
            # numpy leaves a damaged file open that it has opened itself.
            with self._file.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                keys, vectors = stored["keys"], stored["vectors"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
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


def digest(text: str) -> bytes:
    """Return by what a text is known where its vector is kept."""
    # A lone surrogate can stand in a text that never passed the gateway.
    raw = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=_DIGEST_BYTES).digest()
