"""The word lists of ``words.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.words.lists import sets

_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """``past_markers`` and ``stop_words`` are in lower case."""

    past_markers: frozenset[str]
    age_marks: frozenset[str]
    promises: frozenset[str]
    advice_marks: frozenset[str]
    known_abbreviations: frozenset[str]
    stop_words: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Read the lists that come with the program."""
    raw = sets(_FILE)
    return Words(
        past_markers=raw["past_markers"],
        age_marks=raw["age_marks"],
        promises=raw["promises"],
        advice_marks=raw["advice_marks"],
        known_abbreviations=raw["known_abbreviations"] | raw["names"],
        stop_words=raw["stop_words"],
    )
