"""How many rare pieces of words a question shares with each of some texts, prepared once.

A piece is three characters of a word between two blanks. The office writes some 20,000 texts, which
are cut up while somebody waits for the start: all texts of an entry at once, by their code points.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.words.phrases import spaced

# A code point has no more bits, so that three of them are one number.
_BITS = 21
_BLANK = ord(" ")

Rarity = npt.NDArray[np.float64]
Pieces = npt.NDArray[np.int64]


class PiecesInCommon:
    """The pieces of words of some texts, by how rare they are among them."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the pieces of ``texts``."""
        said = [spaced(text) for text in texts]
        self._number = len(texts)
        pieces, places = _pieces("".join(said))
        holders = np.repeat(np.arange(len(said), dtype=np.int16), [len(text) for text in said])
        holders = holders[places]
        order = np.lexsort((holders, pieces))
        pieces, holders = pieces[order], holders[order]
        # A text has each of its pieces once.
        is_new = np.ones(len(pieces), dtype=bool)
        is_new[1:] = (pieces[1:] != pieces[:-1]) | (holders[1:] != holders[:-1])
        pieces, self._holders = pieces[is_new], holders[is_new]
        found, starts = np.unique(pieces, return_index=True)
        # Whatever is not found stands before the last one.
        self._pieces = np.append(found, np.iinfo(np.int64).max)
        self._starts = np.append(starts, len(pieces)).astype(np.int32)
        counts = np.diff(self._starts)
        self._weights = self._rarity(counts.astype(np.float64))
        self._unknown = float(self._rarity(np.zeros(1))[0])
        each = np.repeat(self._weights, counts)
        self._lengths = np.bincount(self._holders, weights=each, minlength=self._number)

    def shares(self, question: str) -> list[float]:
        """Return for each text the cosine of its pieces to those of a question, 0 to 1."""
        asked = _asked(question)
        places = np.searchsorted(self._pieces, asked)
        places = places[self._pieces[places] == asked]
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
        held = np.zeros((len(counts_of_shared), self._number), dtype=np.float32)
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


# A question is held against the texts of several entries, one after the other.
@lru_cache(maxsize=1)
def _asked(question: str) -> Pieces:
    """Return the pieces of a question, each once; it is forgotten with the next one."""
    return np.unique(_pieces(spaced(question))[0])


def _pieces(said: str) -> tuple[Pieces, npt.NDArray[np.intp]]:
    """Return the pieces of words between blanks as numbers, and the place of each in the text."""
    letters = np.frombuffer(said.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    places = np.flatnonzero(letters[1:-1] != _BLANK)
    pieces = letters[places] << 2 * _BITS | letters[places + 1] << _BITS | letters[places + 2]
    return pieces, places
