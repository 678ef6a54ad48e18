"""Finds what a long message in another language asks beside its story (``foreign_asking.yml``).

"Nous sommes une association … On a un petit contact là-bas. Qui peut nous financer ?" The German
ones are read by :mod:`bot.nlu.message.asking`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.nlu.message.asking import Letter, Span, spans_between
from bot.words.folding import bare
from bot.words.lists import tree

LONG = 14
"""From so many words on a message tells a story: one word in Turkish, Russian or Arabic says more
than a German one."""

_FILE = Path(__file__).with_name("foreign_asking.yml")
# Arabic has no capitals, and on the phone nobody writes them: any full stop behind a word ends one.
_END = re.compile(r"(?<=[?!؟])\s*|\n+|(?<=\w\w)[.:…]+\s+")
_COMMA = re.compile(r"[,،;]\s*")
_MARKS = ("?", "؟")
_WORD = re.compile(r"\w+")
# "Is that allowed?", "Bu mümkün mü?": what is asked stands before it.
_FEW_WORDS = 4


def foreign_letter_of(text: str, language: str) -> Letter | None:
    """Return what a long message asks; None if it is short, asks nothing or nothing else."""
    if len(text.split()) < LONG:
        return None
    sentences = spans_between(_END, text, 0, len(text))
    asking = _asking(text, sentences, language)
    if not asking or len(sentences) == 1:
        # "on veut inviter dix jeunes, qui paie l'avion" in one breath.
        sentences = [span for one in sentences for span in spans_between(_COMMA, text, *one)]
        asking = _asking(text, sentences, language)
    if not asking or len(sentences) == 1:
        return None
    spans = dict.fromkeys(_with_subject(text, sentences, place) for place in asking)
    return Letter(text, text.strip(), tuple(spans))


def _asking(text: str, sentences: list[Span], language: str) -> list[int]:
    return [place for place, span in enumerate(sentences) if _asks(text, span, language)]


def _asks(text: str, span: Span, language: str) -> bool:
    said = text[slice(*span)]
    if any(mark in said for mark in _MARKS):
        return True
    words = [bare(word) for word in _WORD.findall(said)]
    before, asking = (
        _words(name).get(language, frozenset()) for name in ("before", "question_words")
    )
    first = next((word for word in words if word not in before), "")
    return first in asking


def _with_subject(text: str, sentences: list[Span], place: int) -> Span:
    start, end = sentences[place]
    is_bare = len(text[start:end].split()) <= _FEW_WORDS and place > 0
    return (sentences[place - 1][0] if is_bare else start), end


@cache
def _words(name: str) -> Mapping[str, frozenset[str]]:
    listed: Mapping[str, str] = tree(_FILE)[name]
    return {language: frozenset(words.split()) for language, words in listed.items()}
