"""How many rare pieces of words a question shares with each of some texts, prepared once.

There are some thousand pieces in all that the office writes. They have numbers, so that an entry
keeps 30 kB and not a hundred times its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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
        found, starts = np.unique(pieces[order], return_index=True)
        # Whatever is not found stands before the last one.
        self._pieces = np.append(found, np.iinfo(np.int32).max)
        self._starts = np.append(starts, len(pieces)).astype(np.int32)
        self._holders = holders[order]
        counts = np.diff(self._starts)
        self._weights = self._rarity(counts.astype(np.float64))
        self._unknown = float(self._rarity(np.zeros(1))[0])
        each = np.repeat(self._weights, counts)
        self._lengths = np.bincount(self._holders, weights=each, minlength=self._number)

    def shares(self, question: str) -> list[float]:
        """Return for each text the cosine of its pieces to those of a question, 0 to 1."""
        asked = _asked(question)
        numbers = np.array([_numbers[piece] for piece in asked if piece in _numbers], np.int32)
        places = np.searchsorted(self._pieces, numbers)
        places = places[self._pieces[places] == numbers]
        counts = self._starts[places + 1] - self._starts[places]
        ends = np.cumsum(counts)
        # The holders of one piece after those of the other.
        of_all = np.arange(ends[-1] if ends.size else 0)
        of_all += np.repeat(self._starts[places] - ends + counts, counts)
        weights = np.repeat(self._weights[places], counts)
        shared = np.bincount(self._holders[of_all], weights, minlength=self._number)
        length = self._weights[places].sum() + self._unknown * (len(asked) - len(places))
        both = np.sqrt(length * self._lengths)
        found: list[float] = np.divide(
            shared, both, out=np.zeros(self._number), where=both > 0
        ).tolist()
        return found

    def all_shares(self) -> Rarity:
        """Return what :meth:`shares` returns for each of the texts, shape (texts, texts)."""
        counts = np.diff(self._starts)
        # Most pieces stand in one text: no two of them share those.
        is_shared = counts > 1
        counts_of_shared = counts[is_shared]
        held = np.zeros((len(counts_of_shared), self._number))
        piece = np.repeat(np.arange(len(counts_of_shared)), counts_of_shared)
        roots = np.repeat(np.sqrt(self._weights[is_shared]), counts_of_shared)
        held[piece, self._holders[np.repeat(is_shared, counts)]] = roots
        lengths = np.sqrt(np.where(self._lengths > 0, self._lengths, 1))
        shares: Rarity = held.T @ held / np.outer(lengths, lengths)
        np.fill_diagonal(shares, self._lengths > 0)
        return shares

    def _rarity(self, holders: Rarity) -> Rarity:
        rarity: Rarity = np.log((self._number + 1) / (holders + 0.5)) ** 2
        return rarity


def _numbered(text: str) -> set[int]:
    """Return the pieces of a text of the office as numbers."""
    return {number for word in folded(text) for number in _numbers_of(word)}


# The office writes some thousand words, most of them in many texts.
@lru_cache(maxsize=4096)
def _numbers_of(word: str) -> tuple[int, ...]:
    return tuple(_number(piece) for piece in _pieces(word))


def _number(piece: str) -> int:
    found = _numbers.get(piece)
    return _numbers.setdefault(piece, next(_next_number)) if found is None else found


# A question is held against the texts of several entries, one after the other.
@lru_cache(maxsize=1)
def _asked(question: str) -> frozenset[str]:
    """Return the pieces of a question; it is forgotten with the next one."""
    return frozenset(piece for word in folded(question) for piece in _pieces(word))


def _pieces(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[place : place + _PIECE] for place in range(len(padded) - _PIECE + 1)]
