"""Ranks the passages of an answer by how well each fits a short further question about it.

"Reicht ein handyfoto?" shares no word with "Foto vom Kassenbon: Ob das reicht, entscheidet der
Förderer." What is added up: how alike question and passage are in meaning, question and the
catchword before the colon, and question and what others asked about this passage; how many rare
pieces of words they share; and whether the passage holds what is asked for (a number of days, an
amount, an age, a time). A passage is certain if it lies well ahead, and if no question that another
passage or none answers is as near. The weights were learned on tests/questions/passages/dev.tsv
and the questions of faq/nachfragen: docs/understanding.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from sys import intern

from bot.dialogue.word_sets import tree
from bot.dialogue.words import folded, words

Alike = Callable[[str, Sequence[str]], Sequence[float]]
"""Returns how alike each text is to a question in meaning, -1 to 1."""

_FILE = Path(__file__).with_name("kinds_of_answers.yml")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])")
_SIGNS = {"€": " euro ", "%": " prozent ", "§": " paragraf "}
_LONGEST_CATCHWORD = 60
_PIECE = 3
# All texts of thirty entries, 2 kB each; only what the office wrote is kept.
_KEPT_TEXTS = 1024
_SHORTEST_WORD = 3
_MEANING, _CATCHWORD, _PIECES, _KIND, _ABOVE = 5.6, 2.3, 4.7, 1.5, -2.0
_ASKED_MEANING, _ASKED_PIECES = 5.3, 5.5
# Any two questions are so much alike.
_ANY_TWO = 0.2
# How certain it is by the lead over the next passage and over questions that none answers.
_CERTAIN, _BY_LEAD, _BY_MEANING, _BY_PIECES = -1.1, 0.55, 2.1, 1.3
_SURE = 0.65
# Of what comes nearer than 2.5, one of two answers three questions in five; below, one in three.
_NEAR = 2.2


@dataclass(frozen=True)
class Passage:
    """A piece of an answer; ``is_above``: the person has read it already.

    ``asked`` is how others asked about it.
    """

    text: str
    is_above: bool = False
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fit:
    """How well a passage fits a question: about 0 for anything, 8 for much the same words.

    ``certainty`` is how likely it answers the question, 0 to 1; only the first one can be likely.
    """

    passage: Passage
    score: float
    certainty: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Return whether the passage may be told as the answer."""
        return self.certainty >= _SURE

    @property
    def is_near(self) -> bool:
        """Return whether the passage is worth telling as what comes nearest."""
        return self.score >= _NEAR


@dataclass(frozen=True)
class _Nearest:
    """How alike a question is to the nearest of some questions, in meaning and pieces of words."""

    meaning: float = 0.0
    pieces: float = 0.0

    @property
    def score(self) -> float:
        """Return what it adds to the score of a passage."""
        meaning = max(0.0, self.meaning - _ANY_TWO)
        return _ASKED_MEANING * meaning + _ASKED_PIECES * self.pieces


def says_anything(message: str, shortest: int = _SHORTEST_WORD) -> bool:
    """Say whether a message has a word to go by: "und so", "hm" and "😅" have none."""
    known = words()
    idle = known.empty | known.pointing | known.joining
    return any(len(word) >= shortest and word not in idle for word in folded(message))


def fitting_passages(
    question: str, passages: Sequence[Passage], alike: Alike, unanswered: Sequence[str] = ()
) -> list[Fit]:
    """Return all passages, the best fitting first; ``unanswered``: what none of them answers."""
    texts = [passage.text for passage in passages]
    before = [*(passage.asked for passage in passages), unanswered]
    asked = [one for ones in before for one in ones]
    parts = [_parts(text) for text in texts]
    pieces = iter(_shared_pieces(question, [*texts, *asked]))
    told_pieces = [next(pieces) for _ in texts]
    # One call for all: it reads the question each time.
    found = iter(alike(question, [*(one for part in parts for one in part.all), *asked]))
    told = [part.likeness(found) for part in parts]
    near = [_nearest(ones, found, pieces) for ones in before]
    said = _plain(question)
    kinds = [holds for wanted, holds in _kinds() if wanted.search(said)]
    scores = [
        told[place]
        + _PIECES * told_pieces[place]
        + _KIND * bool(kinds and any(kind.search(_plain(passage.text)) for kind in kinds))
        + _ABOVE * passage.is_above
        + near[place].score
        for place, passage in enumerate(passages)
    ]
    ranked = sorted(range(len(passages)), key=lambda place: -scores[place])
    fits = [Fit(passages[place], scores[place]) for place in ranked]
    if fits:
        second = fits[1].score if len(fits) > 1 else 0.0
        certainty = _certainty(fits[0].score - second, near[ranked[0]], near[-1])
        fits[0] = replace(fits[0], certainty=certainty)
    return fits


def _certainty(lead: float, nearest: _Nearest, unanswered: _Nearest) -> float:
    of_meaning = nearest.meaning - unanswered.meaning
    of_pieces = nearest.pieces - unanswered.pieces
    total = _CERTAIN + _BY_LEAD * lead + _BY_MEANING * of_meaning + _BY_PIECES * of_pieces
    return 1 / (1 + math.exp(-total))


def _nearest(ones: Sequence[str], found: Iterator[float], pieces: Iterator[float]) -> _Nearest:
    """Return the nearest of some questions, whose likenesses come next in both."""
    return _Nearest(
        max((next(found) for _ in ones), default=0.0),
        max((next(pieces) for _ in ones), default=0.0),
    )


@dataclass(frozen=True)
class _Parts:
    """The sentences of a passage, and its catchword, empty without."""

    statements: Sequence[str]
    catchword: str

    @property
    def all(self) -> list[str]:
        """Return what a question is compared with."""
        return [*self.statements, *filter(None, [self.catchword])]

    def likeness(self, found: Iterator[float]) -> float:
        """Return what sentences and catchword add to a score; their likenesses come next."""
        meaning = max(next(found) for _ in self.statements)
        return _MEANING * meaning + (_CATCHWORD * next(found) if self.catchword else 0.0)


@lru_cache(maxsize=_KEPT_TEXTS)
def _parts(text: str) -> _Parts:
    return _Parts(_statements(text), _catchword(text))


def _statements(text: str) -> list[str]:
    """Return the sentences of a text; a question in it is like any question, and answers none."""
    sentences = _SENTENCE_END.split(text)
    return [sentence for sentence in sentences if not sentence.endswith("?")] or sentences


def _catchword(text: str) -> str:
    before, colon, _ = text[:_LONGEST_CATCHWORD].partition(":")
    return before if colon else ""


def _shared_pieces(question: str, texts: Sequence[str]) -> list[float]:
    """Return for each text the cosine of its pieces of words to those asked for, by rarity."""
    told = [_pieces_told(text) for text in texts]
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


@lru_cache(maxsize=_KEPT_TEXTS)
def _pieces_told(text: str) -> frozenset[str]:
    return _pieces(text)


def _pieces(text: str) -> frozenset[str]:
    padded = (f" {word} " for word in folded(text))
    return frozenset(
        intern(word[place : place + _PIECE])
        for word in padded
        for place in range(len(word) - _PIECE + 1)
    )


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return how something is asked, each with what a passage must hold then."""
    return tuple((re.compile(kind["asked"]), re.compile(kind["told"])) for kind in tree(_FILE))


def _plain(text: str) -> str:
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return " ".join(folded(text))
