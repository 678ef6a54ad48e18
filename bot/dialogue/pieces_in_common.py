"""How many rare pieces of words a question shares with each of some texts, prepared once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from bot.dialogue.words import folded

_PIECE = 3


class PiecesInCommon:
    """The pieces of words of some texts, by how rare they are among them."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the pieces of ``texts``."""
        told = [_pieces(text) for text in texts]
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for place, pieces in enumerate(told):
            for piece in pieces:
                holders[piece].append(place)
        self._holders = dict(holders)
        self._number = len(texts)
        self._weight = {piece: self._rarity(len(found)) for piece, found in holders.items()}
        self._lengths = [sum(self._weight[piece] for piece in pieces) for pieces in told]

    def shares(self, question: str) -> list[float]:
        """Return for each text the cosine of its pieces to those of a question, 0 to 1."""
        asked = _pieces(question)
        unknown = self._rarity(0)
        length = 0.0
        shared = [0.0] * self._number
        for piece in asked:
            weight = self._weight.get(piece, unknown)
            length += weight
            for place in self._holders.get(piece, ()):
                shared[place] += weight
        both = (math.sqrt(length * own) for own in self._lengths)
        return [part / whole if whole else 0.0 for part, whole in zip(shared, both, strict=True)]

    def _rarity(self, holders: int) -> float:
        return math.log((self._number + 1) / (holders + 0.5)) ** 2


def _pieces(text: str) -> frozenset[str]:
    padded = (f" {word} " for word in folded(text))
    return frozenset(
        word[place : place + _PIECE] for word in padded for place in range(len(word) - _PIECE + 1)
    )
