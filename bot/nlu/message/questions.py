"""Finds the questions of a message that asks more than one (``questions.yml``).

"Dürfen sie mit? Und wer zahlt das?" asks twice, and so does "wo gibt es Geld und welche
Versicherung brauchen wir". A message with one question, whatever it tells beside it, has none to be
told apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from bot.words.folding import fold
from bot.words.lists import sets

_FILE = Path(__file__).with_name("questions.yml")
# A full stop ends a sentence only behind a word and before a capital: not in "e. V." or "1.5.".
_SENTENCE = re.compile(r"[^?!\n;]+[?!\n;]*")
_STOP = re.compile(r"(?<=\w{3})[.:]\s+(?=[A-ZÄÖÜ])")
_WORD = re.compile(r"\w+|,")
_PIECE = re.compile(r"[.:!;\n]")
_COMMA = ","
_FEW_WORDS = 3
MOST_QUESTIONS = 3
"""So many questions of a message are told apart."""
_SEVERAL = 2
# So far into a sentence a question may begin.
_EARLY = 3


def questions_of(text: str) -> list[str]:
    """Return the questions of a message in their order, three at most; none if it asks but one."""
    # Whoever writes question marks sets the other commas before clauses: "wissen Sie, wer …".
    joints = _words("joints") if "?" in text else {*_words("joints"), _COMMA}
    parts = (part for one in _sentences(text) for part in _questions_in(one, joints))
    found = [_without_opening(part) for part in parts]
    return found[:MOST_QUESTIONS] if len(found) >= _SEVERAL else []


def asks(text: str) -> bool:
    """Say whether a text has a question mark, or a sentence that begins like a question.

    Behind a verb at the beginning somebody asks or orders: "kriegen wir auch was".
    """
    pieces = (_said(piece) for piece in _PIECE.split(text))
    return "?" in text or any(
        len(said) >= _FEW_WORDS and _asks_at_first(said, may_be_verb=True) for said in pieces
    )


def begins_question(sentence: str, also: Collection[str] = ()) -> bool:
    """Say whether a sentence begins with a word of asking, or one of ``also`` beside them."""
    said = _said(sentence)
    is_question = len(said) >= _FEW_WORDS and _asks_at_first(said, may_be_verb=False)
    return is_question or (len(said) >= _FEW_WORDS and said[0] in also)


def _sentences(text: str) -> Iterator[str]:
    for piece in _SENTENCE.findall(text):
        yield from (part.strip() for part in _STOP.split(piece) if part.strip())


def _questions_in(sentence: str, joints: Collection[str]) -> Iterator[str]:
    is_marked = sentence.rstrip("!").endswith("?")
    parts = list(_cut(sentence, joints, is_marked=is_marked))
    for place, part in enumerate(parts):
        # The question mark stands behind the last of them and says little of what comes first.
        is_last = place == len(parts) - 1
        if len(_said(part)) >= _FEW_WORDS and _asks(part, is_marked=is_marked and is_last):
            yield part


def _cut(sentence: str, joints: Collection[str], *, is_marked: bool) -> Iterator[str]:
    """Yield the parts of a sentence that may each be a question."""
    begin = 0
    words = [(fold(word.group()), word.start()) for word in _WORD.finditer(sentence)]
    for place, (word, start) in enumerate(words):
        # A verb behind a comma rather goes on: "wenn es regnet, sollen sie …".
        may_be_verb = is_marked and word != _COMMA
        if word in joints and start > begin:
            after = [folded for folded, _ in words[place + 1 :]]
            if _asks_at_first(after, may_be_verb=may_be_verb):
                yield sentence[begin:start].strip(" ,")
                begin = start
    yield sentence[begin:].strip(" ,")


def _asks(part: str, *, is_marked: bool) -> bool:
    return is_marked or _asks_at_first(_said(part), may_be_verb=False)


def _asks_at_first(said: list[str], *, may_be_verb: bool) -> bool:
    """Return whether words begin with one of asking, behind few that say nothing."""
    leading = _words("before") | _words("empty")
    led = next((n for n, word in enumerate(said[:_EARLY]) if word not in leading), 0)
    first = said[led] if said else ""
    is_verb = may_be_verb and first in _words("verbs")
    return first in _words("question_words") or is_verb


def _without_opening(part: str) -> str:
    """Return a question without "und" or "zweitens" before it."""
    words = list(_WORD.finditer(part))
    says_nothing = {*_words("empty"), _COMMA}
    first = next((word for word in words if fold(word.group()) not in says_nothing), words[0])
    return part[first.start() :]


def _said(part: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(part) if word != _COMMA]


def _words(name: str) -> frozenset[str]:
    return sets(_FILE)[name]
