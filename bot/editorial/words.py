"""The word lists of ``words.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml


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
    raw = yaml.safe_load(
        resources.files("bot.editorial").joinpath("words.yml").read_text(encoding="utf-8")
    )
    return Words(
        past_markers=frozenset(raw["past_markers"]),
        age_marks=frozenset(raw["age_marks"]),
        promises=frozenset(raw["promises"]),
        advice_marks=frozenset(raw["advice_marks"]),
        known_abbreviations=frozenset([*raw["known_abbreviations"], *raw["names"]]),
        stop_words=frozenset(raw["stop_words"]),
    )
