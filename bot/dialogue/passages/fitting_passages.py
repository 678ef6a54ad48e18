"""Ranks the passages of an answer by how well each fits a short further question about it.

"Reicht ein handyfoto?" shares no word with "Foto vom Kassenbon: Ob das reicht, entscheidet der
Förderer." So each entry learns which questions belong to which passage, as the topic ranker learns
which sentences belong to which topic: from what others asked about it (``faq/nachfragen``), from
its own sentences and from its catchword; and what none of its passages answers is one more class.
Two texts are alike by their meaning and by the rare pieces of words that they share. It is kernel
ridge regression over some hundred texts, solved at the start or with the first question about the
entry.

Settings and lines: docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.dialogue.passages.pieces_in_common import PiecesInCommon
from bot.dialogue.words import words
from bot.words.phrases import folded
from bot.words.sentences import sentences_of

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Meaning:
    """Gives unit vectors: one of what a person asks, a row for each of the office's texts."""

    of_question: Callable[[str], Floats]
    of_texts: Callable[[tuple[str, ...]], Floats]


_LONGEST_CATCHWORD = 60
_SHORTEST_WORD = 3
# How much of the likeness of two texts is their meaning; the rest is pieces of words.
_MEANING = 0.5
_SHARPNESS, _RIDGE = 1.5, 0.1
LEAST_SURE = 0.34
"""From this score on a passage is told as the answer."""
VERY_SURE = 0.4
"""From this one on nothing but the passage was meant."""
_LEAST_NEAR = 0.2
# What differs less, differs by rounding.
_DIGITS = 6


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
    """How well a passage fits a question: about 0 for anything, 1 for what was asked before."""

    passage: Passage
    score: float

    @property
    def is_sure(self) -> bool:
        """Return whether the passage may be told as the answer."""
        return self.score >= LEAST_SURE

    @property
    def is_very_sure(self) -> bool:
        """Return whether nothing but the passage was meant."""
        return self.score >= VERY_SURE

    @property
    def is_near(self) -> bool:
        """Return whether the passage is worth telling as what comes nearest."""
        return self.score >= _LEAST_NEAR


def says_anything(message: str, shortest: int = _SHORTEST_WORD) -> bool:
    """Say whether a message has a word to go by: "und so", "hm" and "😅" have none.

    A figure is one ("auch wenn sie 17 ist").
    """
    known = words()
    idle = known.empty | known.pointing | known.joining
    return any(
        word.isdigit() or (len(word) >= shortest and word not in idle) for word in folded(message)
    )


def fitting_passages(
    question: str, passages: Sequence[Passage], meaning: Meaning, unanswered: Sequence[str] = ()
) -> list[Fit]:
    """Return all passages, the best fitting first; ``unanswered``: what none of them answers.

    Of two that fit alike the one that was not read yet is first.
    """
    if not passages:
        return []
    learned = _learned(tuple(passages), tuple(unanswered), meaning)
    alike = _alike(
        learned.vectors_by(meaning) @ meaning.of_question(question),
        np.array(learned.pieces.shares(question)),
    )
    scores = (alike @ learned.weights).tolist()
    ranked = sorted(
        range(len(passages)),
        key=lambda place: (-round(scores[place], _DIGITS), passages[place].is_above),
    )
    return [Fit(passages[place], scores[place]) for place in ranked]


def learn(passages: Sequence[Passage], meaning: Meaning, unanswered: Sequence[str] = ()) -> None:
    """Learn the passages of an entry before the first question about it."""
    _learned(tuple(passages), tuple(unanswered), meaning)


def compared_texts(passages: Sequence[Passage], unanswered: Sequence[str] = ()) -> Sequence[str]:
    """Return the texts that a question is compared with in meaning."""
    return tuple(text for text, _ in _examples(passages, unanswered))


@dataclass(frozen=True)
class _Learned:
    """What an entry has learned: what each of its texts counts for each passage, in ``weights``."""

    texts: tuple[str, ...]
    pieces: PiecesInCommon
    weights: Floats

    def vectors_by(self, meaning: Meaning) -> Floats:
        """Return the vectors of the texts; whoever gives them keeps them."""
        return meaning.of_texts(self.texts)


# Only what the office wrote is worth keeping: all entries, and some with facts beside them.
@lru_cache(maxsize=256)
def _learned(
    passages: tuple[Passage, ...], unanswered: tuple[str, ...], meaning: Meaning
) -> _Learned:
    examples = _examples(passages, unanswered)
    texts = tuple(text for text, _ in examples)
    pieces, vectors = PiecesInCommon(texts), meaning.of_texts(texts)
    kernel = _alike(vectors @ vectors.T, pieces.all_shares())
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    classes = len(passages) + 1
    # What is like nothing scores zero, not the share of a class.
    targets = np.eye(classes)[[place for _, place in examples]] - 1 / classes
    weights = np.linalg.solve(kernel, targets)[:, : len(passages)]
    return _Learned(texts, pieces, weights)


def _examples(passages: Sequence[Passage], unanswered: Sequence[str]) -> Sequence[tuple[str, int]]:
    """Return texts, each with the place of its passage; behind the last for those of none."""
    found = []
    for place, passage in enumerate(passages):
        catchword = _catchword(passage.text)
        own = [*_statements(passage.text), *([catchword] if catchword else [])]
        found += [(text, place) for text in (*passage.asked, *own)]
    return [*found, *((text, len(passages)) for text in unanswered)]


def _alike(meaning: Floats, pieces: Floats) -> Floats:
    """Return the kernel of texts that are so much alike in meaning and in pieces of words."""
    total = _MEANING * meaning + (1 - _MEANING) * pieces
    kernel: Floats = np.exp(_SHARPNESS * (total - 1))
    return kernel


def _statements(text: str) -> list[str]:
    """Return the sentences of a text; a question in it is like any question, and answers none."""
    sentences = sentences_of(text)
    return [sentence for sentence in sentences if not sentence.endswith("?")] or sentences


def _catchword(text: str) -> str:
    before, colon, _ = text[:_LONGEST_CATCHWORD].partition(":")
    return before if colon else ""
