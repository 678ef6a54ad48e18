"""Tells whether a message asks what a term means, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import yaml

from bot.knowledge.names import Word, words_of

PATTERNS_FILE = "patterns.yml"
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
    resource = resources.files(__package__).joinpath(PATTERNS_FILE)
    raw = yaml.safe_load(resource.read_text(encoding="utf-8"))
    fillers = frozenset(str(raw["fillers"]).split())
    return frozenset(_pattern(line, fillers) for line in raw["questions"]), fillers


def _pattern(line: str, fillers: frozenset[str]) -> _Pattern:
    before, _, behind = line.replace(*_EQUALS).partition(_TERM)
    first, last = (
        tuple(word for word in part.split() if word not in fillers) for part in (before, behind)
    )
    return first, last
