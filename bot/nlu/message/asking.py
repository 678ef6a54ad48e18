"""Finds what a long message asks between its greeting, its story and its regards (``asking.yml``).

"Sehr geehrte Damen und Herren, wir sind … Unsere Frage: Wer haftet? Mit freundlichen Grüßen …"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.nlu.message.questions import MOST_QUESTIONS, begins_question, questions_of
from bot.words.lists import lists, sets
from bot.words.phrases import begins_with_any, folded, spaced

LONG = 25
"""From so many words on a message is a letter: it tells a story beside what it asks."""

Span = tuple[int, int]

_FILE = Path(__file__).with_name("asking.yml")
# A full stop ends a sentence only behind a word and before a capital: not in "e. V." or "1.5.".
_END = re.compile(r"(?<=[?!])\s+|\n+|(?<=\w{3})[.:]\s+(?=[A-ZÄÖÜ„])")
_GREETING_ENDS = re.compile(r"[,!.\n]")
_MOST_WORDS_OF_GREETING = 9
_MOST_GREETINGS = 2
# "Mit sehr herzlichen und solidarischen Grüßen": the word for it is one of the first.
_REGARDS = 6
# "Stimmt das?", "Was meinen Sie?": what is asked stands before it.
_FEW_WORDS = 5


@dataclass(frozen=True)
class Letter:
    """A long message: its ``gist`` without greeting and regards, and where it asks.

    ``asking`` are the spans of the sentences that ask, in the message, one behind the other; a
    question that says little begins with the sentence before it.
    """

    text: str
    gist: str
    asking: tuple[Span, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences that ask."""
        return tuple(self.text[start:end] for start, end in self.asking)

    @property
    def questions(self) -> list[str]:
        """Return the questions, three at most; none if there is but one."""
        asked = [part for one in self.sentences for part in questions_of(one) or [one]]
        return asked[:MOST_QUESTIONS] if len(asked) > 1 else []

    def asks_at(self, place: int) -> bool:
        """Say whether the character at ``place`` stands in a sentence that asks."""
        return any(start <= place < end for start, end in self.asking)


def letter_of(text: str) -> Letter | None:
    """Return what a long message asks, None if it is short or asks nothing."""
    if len(text.split()) < LONG:
        return None
    begin = _behind_greeting(text)
    sentences = spans_between(_END, text, begin, len(text))
    places = [n for n, (start, end) in enumerate(sentences) if _asks(text[start:end])]
    if not places:
        return None
    end = _before_regards(text, sentences, places[-1] + 1)
    asking: list[Span] = []
    for place in places:
        span = _with_subject(text, sentences, place)
        if asking and span[0] <= asking[-1][0]:
            asking.pop()
        asking.append(span)
    return Letter(text, text[begin:end].strip(), tuple(asking))


def spans_between(ends: re.Pattern[str], text: str, begin: int, end: int) -> list[Span]:
    """Return the spans of what stands between ``ends``; those with nothing but spaces are none."""
    cuts = [begin, *(place for one in ends.finditer(text, begin, end) for place in one.span()), end]
    return [(start, stop) for start, stop in list(pairwise(cuts))[::2] if text[start:stop].strip()]


def _behind_greeting(text: str) -> int:
    begin = 0
    for _ in range(_MOST_GREETINGS):
        end = _GREETING_ENDS.search(text, begin)
        greeting = text[begin : end.start()] if end else ""
        is_short = len(greeting.split()) <= _MOST_WORDS_OF_GREETING
        if (
            end is None
            or not is_short
            or not begins_with_any(spaced(greeting), _phrases("greetings"))
        ):
            break
        begin = end.end()
    return begin


def _asks(sentence: str) -> bool:
    if "?" in sentence or begins_question(sentence):
        return True
    before, *clauses = sentence.split(",")
    for clause in clauses:
        is_question = begins_question(clause, also=_words("clause_words"))
        if is_question and not _words("asking_words").isdisjoint(folded(before)):
            return True
        before += clause
    return False


def _with_subject(text: str, sentences: Sequence[Span], place: int) -> Span:
    start, end = sentences[place]
    is_bare = len(text[start:end].split()) <= _FEW_WORDS and place > 0
    return (sentences[place - 1][0] if is_bare else start), end


def _before_regards(text: str, sentences: Sequence[Span], first: int) -> int:
    for start, end in sentences[first:]:
        said = folded(text[start:end])
        is_regards = not _words("greeting_words").isdisjoint(said[:_REGARDS])
        if is_regards or begins_with_any(f" {' '.join(said)} ", _phrases("closings")):
            return start
    return len(text)


def _phrases(name: str) -> tuple[str, ...]:
    return lists(_FILE)[name]


def _words(name: str) -> frozenset[str]:
    return sets(_FILE)[name]
