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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from bot.dialogue.pieces_in_common import PiecesInCommon
from bot.dialogue.words import words
from bot.words.lists import tree
from bot.words.phrases import folded
from bot.words.sentences import sentences_of

Alike = Callable[[str, Sequence[str]], Sequence[float]]
"""Returns how alike each text is to a question in meaning, -1 to 1."""

_FILE = Path(__file__).with_name("kinds_of_answers.yml")
_SIGNS = {"€": " euro ", "%": " prozent ", "§": " paragraf "}
_LONGEST_CATCHWORD = 60
_SHORTEST_WORD = 3
_MEANING, _CATCHWORD, _PIECES, _KIND, _ABOVE = 5.9, 1.2, 9.9, 0.9, -2.0
_ASKED_MEANING, _ASKED_PIECES = 5.4, 5.0
# Any two questions are so much alike.
_ANY_TWO = 0.2
# How certain it is by the lead over the next passage and over questions that none answers.
_CERTAIN, _BY_LEAD, _BY_MEANING, _BY_PIECES = -1.2, 0.7, 0.85, 1.8
LEAST_SURE = 0.7
"""From this certainty on a passage is told as the answer."""
# Of what comes nearer than 4, one of two answers three questions in four; from 3 on, one in three.
_NEAR = 3.4


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
        return self.certainty >= LEAST_SURE

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
    prepared = _prepared(tuple(passages), tuple(unanswered))
    meaning = alike(question, prepared.meanings)
    pieces = prepared.pieces.shares(question)
    # Behind the texts stand the questions.
    near = [
        _Nearest(
            max((meaning[place] for place in group.meanings), default=0.0),
            max((pieces[place] for place in group.pieces), default=0.0),
        )
        for group in prepared.asked
    ]
    said = _plain(question)
    kinds = {number for number, (asked, _) in enumerate(_kinds()) if asked.search(said)}
    scores = [
        _MEANING * max(meaning[spot] for spot in prepared.statements[place])
        + _CATCHWORD * (meaning[catchword] if catchword is not None else 0.0)
        + _PIECES * pieces[place]
        + _KIND * (not kinds.isdisjoint(prepared.kinds[place]))
        + _ABOVE * passage.is_above
        + near[place].score
        for place, (passage, catchword) in enumerate(
            zip(passages, prepared.catchwords, strict=True)
        )
    ]
    ranked = sorted(range(len(passages)), key=lambda place: -scores[place])
    fits = [Fit(passages[place], scores[place]) for place in ranked]
    if fits:
        second = fits[1].score if len(fits) > 1 else 0.0
        certainty = _certainty(fits[0].score - second, near[ranked[0]], near[-1])
        fits[0] = replace(fits[0], certainty=certainty)
    return fits


def compared_texts(passages: Sequence[Passage], unanswered: Sequence[str] = ()) -> Sequence[str]:
    """Return the texts that a question is compared with in meaning."""
    return _prepared(tuple(passages), tuple(unanswered)).meanings


@dataclass(frozen=True)
class _Group:
    """Where the questions of a passage stand among the meanings, and among the pieces."""

    meanings: range
    pieces: range


@dataclass(frozen=True)
class _Prepared:
    """What of passages is the same for every question.

    ``statements`` and ``catchwords`` are places among ``meanings``, for each passage; ``asked`` has
    a group for each passage and one for what none of them answers.
    """

    meanings: tuple[str, ...]
    statements: tuple[range, ...]
    catchwords: tuple[int | None, ...]
    asked: tuple[_Group, ...]
    pieces: PiecesInCommon
    kinds: tuple[frozenset[int], ...]


# Only what the office wrote is worth keeping: all entries, and some with facts beside them.
@lru_cache(maxsize=256)
def _prepared(passages: tuple[Passage, ...], unanswered: tuple[str, ...]) -> _Prepared:
    meanings: list[str] = []

    def added(texts: Sequence[str]) -> range:
        meanings.extend(texts)
        return range(len(meanings) - len(texts), len(meanings))

    statements = tuple(added(_statements(passage.text)) for passage in passages)
    named = [_catchword(passage.text) for passage in passages]
    catchwords = tuple(added([word])[0] if word else None for word in named)
    groups = [*(passage.asked for passage in passages), unanswered]
    texts = [passage.text for passage in passages]
    asked = []
    for group in groups:
        asked.append(_Group(added(group), range(len(texts), len(texts) + len(group))))
        texts.extend(group)
    told = tuple(_kinds_told(passage.text) for passage in passages)
    return _Prepared(
        tuple(meanings), statements, catchwords, tuple(asked), PiecesInCommon(texts), told
    )


def _certainty(lead: float, nearest: _Nearest, unanswered: _Nearest) -> float:
    of_meaning = nearest.meaning - unanswered.meaning
    of_pieces = nearest.pieces - unanswered.pieces
    total = _CERTAIN + _BY_LEAD * lead + _BY_MEANING * of_meaning + _BY_PIECES * of_pieces
    return 1 / (1 + math.exp(-total))


def _statements(text: str) -> list[str]:
    """Return the sentences of a text; a question in it is like any question, and answers none."""
    sentences = sentences_of(text)
    return [sentence for sentence in sentences if not sentence.endswith("?")] or sentences


def _catchword(text: str) -> str:
    before, colon, _ = text[:_LONGEST_CATCHWORD].partition(":")
    return before if colon else ""


def _kinds_told(text: str) -> frozenset[int]:
    plain = _plain(text)
    return frozenset(number for number, (_, told) in enumerate(_kinds()) if told.search(plain))


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return how something is asked, each with what a passage must hold then."""
    return tuple((re.compile(kind["asked"]), re.compile(kind["told"])) for kind in tree(_FILE))


def _plain(text: str) -> str:
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return " ".join(folded(text))
