"""How many rare pieces of words a question shares with each of some texts, prepared once.

There are some thousand pieces in all that the office writes. They have numbers, so that an entry
keeps 30 kB and not a hundred times its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

from bot.words.phrases import folded

_PIECE = 3
_numbers: dict[str, int] = {}
# Several threads may meet new pieces at once.
_next_number = count()

Rarity = npt.NDArray[np.float64]


class PiecesInCommon:
    """The pieces of words of some texts, by how rare they are among them."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the pieces of ``texts``."""
        told = [_numbered(text) for text in texts]
        self._number = len(texts)
        pieces = np.array([piece for found in told for piece in found], dtype=np.int32)
        holders = np.repeat(np.arange(len(told), dtype=np.int16), [len(found) for found in told])
        order = np.argsort(pieces, kind="stable")
        self._pieces, starts = np.unique(pieces[order], return_index=True)
        self._starts = np.append(starts, len(pieces)).astype(np.int32)
        self._holders = holders[order]
        counts = np.diff(self._starts)
        self._weights = self._rarity(counts.astype(np.float64))
        each = np.repeat(self._weights, counts)
        self._lengths = np.bincount(self._holders, weights=each, minlength=self._number)

    def shares(self, question: str) -> list[float]:
        """Return for each text the cosine of its pieces to those of a question, 0 to 1."""
        asked = set(_pieces(question))
        numbers = [_numbers[piece] for piece in asked if piece in _numbers]
        places = np.searchsorted(self._pieces, numbers).tolist()
        shared = np.zeros(self._number)
        length, known = 0.0, 0
        for number, place in zip(numbers, places, strict=True):
            if place < len(self._pieces) and self._pieces[place] == number:
                weight = self._weights[place]
                shared[self._holders[self._starts[place] : self._starts[place + 1]]] += weight
                length += weight
                known += 1
        length += float(self._rarity(np.zeros(1))[0]) * (len(asked) - known)
        both = np.sqrt(length * self._lengths)
        found: list[float] = np.divide(shared, both, out=shared, where=both > 0).tolist()
        return found

    def _rarity(self, holders: Rarity) -> Rarity:
        rarity: Rarity = np.log((self._number + 1) / (holders + 0.5)) ** 2
        return rarity


def _numbered(text: str) -> list[int]:
    """Return the pieces of a text of the office, each once, as numbers."""
    return [
        _numbers.setdefault(piece, next(_next_number)) for piece in dict.fromkeys(_pieces(text))
    ]


def _pieces(text: str) -> Iterator[str]:
    padded = (f" {word} " for word in folded(text))
    return (
        word[place : place + _PIECE] for word in padded for place in range(len(word) - _PIECE + 1)
    )
