"""Ranks the passages of an answer by how well each fits a short further question about it.

"Reicht ein handyfoto?" shares no word with "Foto vom Kassenbon: Ob das reicht, entscheidet der
Förderer." Four things are added up: how alike question and passage are in meaning, and question and
the catchword before the colon; how many rare pieces of words they share; and whether the passage
holds what is asked for (a number of days, an amount, an age, a time). The weights were learned on
tests/questions/passages/dev.tsv, the lines drawn there: docs/understanding.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.dialogue.word_sets import tree
from bot.dialogue.words import folded, words

Alike = Callable[[str, Sequence[str]], Sequence[float]]
"""Returns how alike each text is to a question in meaning, -1 to 1."""

_FILE = Path(__file__).with_name("kinds_of_answers.yml")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])")
_SIGNS = {"€": " euro ", "%": " prozent ", "§": " paragraf "}
_LONGEST_CATCHWORD = 60
_PIECE = 3
_SHORTEST_WORD = 3
_MEANING, _CATCHWORD, _PIECES, _KIND, _ABOVE = 6.9, 4.1, 3.8, 1.5, -0.7


@dataclass(frozen=True)
class Passage:
    """A piece of an answer; ``is_above``: the person has read it already."""

    text: str
    is_above: bool = False


@dataclass(frozen=True)
class Fit:
    """How well a passage fits a question: about 0 for anything, 5 for much the same words."""

    passage: Passage
    score: float

    @property
    def is_sure(self) -> bool:
        """Return whether the passage may be told as the answer."""
        return self.score >= _SURE

    @property
    def is_near(self) -> bool:
        """Return whether the passage is worth telling as what comes nearest."""
        return self.score >= _NEAR


_SURE = 3.5
_NEAR = 2.0


def says_anything(message: str, shortest: int = _SHORTEST_WORD) -> bool:
    """Say whether a message has a word to go by: "und so", "hm" and "😅" have none."""
    known = words()
    idle = known.empty | known.pointing | known.joining
    return any(len(word) >= shortest and word not in idle for word in folded(message))


def fitting_passages(question: str, passages: Sequence[Passage], alike: Alike) -> list[Fit]:
    """Return all passages, the best fitting first."""
    texts = [passage.text for passage in passages]
    meaning, catchwords = _meaning(question, texts, alike)
    pieces = _shared_pieces(question, texts)
    said = _plain(question)
    kinds = [told for asked, told in _kinds() if asked.search(said)]
    fits = [
        Fit(
            passage,
            _MEANING * meaning[place]
            + _CATCHWORD * catchwords[place]
            + _PIECES * pieces[place]
            + _KIND * any(kind.search(_plain(passage.text)) for kind in kinds)
            + _ABOVE * passage.is_above,
        )
        for place, passage in enumerate(passages)
    ]
    return sorted(fits, key=lambda fit: -fit.score)


def _meaning(question: str, texts: Sequence[str], alike: Alike) -> tuple[list[float], list[float]]:
    """Return the likeness of each text's nearest sentence, and of its catchword (0 without)."""
    sentences = [_statements(text) for text in texts]
    catchwords = [_catchword(text) for text in texts]
    flat = [sentence for parts in sentences for sentence in parts]
    named = [word for word in catchwords if word]
    found = iter(alike(question, [*flat, *named]))
    meaning = [max(next(found) for _ in parts) for parts in sentences]
    return meaning, [next(found) if word else 0.0 for word in catchwords]


def _statements(text: str) -> list[str]:
    """Return the sentences of a text; a question in it is like any question, and answers none."""
    sentences = _SENTENCE_END.split(text)
    return [sentence for sentence in sentences if not sentence.endswith("?")] or sentences


def _catchword(text: str) -> str:
    before, colon, _ = text[:_LONGEST_CATCHWORD].partition(":")
    return before if colon else ""


def _shared_pieces(question: str, texts: Sequence[str]) -> list[float]:
    """Return for each text the cosine of its pieces of words to those asked for, by rarity."""
    told = [_pieces(text) for text in texts]
    asked = _pieces(question)
    counts = Counter(piece for pieces in told for piece in pieces)
    weight = {
        piece: math.log((len(texts) + 1) / (counts[piece] + 0.5)) ** 2
        for piece in counts.keys() | asked
    }

    def length(pieces: frozenset[str]) -> float:
        return sum(weight[piece] for piece in pieces)

    shared = [length(pieces & asked) for pieces in told]
    lengths = [math.sqrt(length(asked) * length(pieces)) for pieces in told]
    return [part / whole if whole else 0.0 for part, whole in zip(shared, lengths, strict=True)]


def _pieces(text: str) -> frozenset[str]:
    padded = (f" {word} " for word in folded(text))
    return frozenset(
        word[place : place + _PIECE] for word in padded for place in range(len(word) - _PIECE + 1)
    )


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return how something is asked, each with what a passage must hold then."""
    return tuple((re.compile(kind["asked"]), re.compile(kind["told"])) for kind in tree(_FILE))


def _plain(text: str) -> str:
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return " ".join(folded(text))
