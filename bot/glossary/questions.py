"""Tells whether a message asks what a term means, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.knowledge.naming.names import Word, words_of
from bot.words.lists import tree

PATTERNS_FILE = Path(__file__).with_name("patterns.yml")
_TERM = "{x}"
# "KJP = ?" has no word that asks; the sign does.
_EQUALS = ("=", " gleich ")

_Pattern = tuple[tuple[str, ...], tuple[str, ...]]
"""The words before and behind the term."""


def message_words(text: str) -> Sequence[Word]:
    """Return the words of a message as the patterns count them."""
    return words_of(text.replace(*_EQUALS))


def asks_only_for(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a message asks for the meaning of its words ``first`` to ``last`` alone."""
    patterns, fillers = _patterns()
    before = tuple(word.text for word in words[:first] if word.text not in fillers)
    behind = tuple(word.text for word in words[last:] if word.text not in fillers)
    return (before, behind) in patterns


@lru_cache(maxsize=1)
def _patterns() -> tuple[frozenset[_Pattern], frozenset[str]]:
    raw = tree(PATTERNS_FILE)
    fillers = frozenset(raw["fillers"].split())
    return frozenset(_pattern(line, fillers) for line in raw["questions"]), fillers


def _pattern(line: str, fillers: frozenset[str]) -> _Pattern:
    before, _, behind = line.replace(*_EQUALS).partition(_TERM)
    first, last = (
        tuple(word for word in part.split() if word not in fillers) for part in (before, behind)
    )
    return first, last
