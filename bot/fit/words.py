"""Recognises the words of ``words.yml`` in what a person writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.words.lists import tree

_WORDS_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """All word lists; each entry is a phrase in one spelling."""

    unknown: tuple[str, ...]
    question: tuple[str, ...]
    before_question: tuple[str, ...]
    asking: tuple[str, ...]
    why: tuple[str, ...]
    numbers: Mapping[str, int]
    speaks_for: tuple[str, ...]
    organisation: Mapping[str, tuple[str, ...]]
    umbrella_yes: tuple[str, ...]
    umbrella_no: tuple[str, ...]
    around_place: tuple[str, ...]
    nrw: tuple[str, ...]
    replaced_before: tuple[str, ...]
    replaced_after: tuple[str, ...]
    replaced_begin: tuple[str, ...]
    now_we_are: tuple[str, ...]
    between_numbers: tuple[str, ...]
    grown_ups: tuple[str, ...]
    due: tuple[str, ...]
    loose_times: Mapping[str, tuple[str, ...]]
    youngest: tuple[str, ...]
    around_ages: tuple[str, ...]
    ages_of_some: tuple[str, ...]
    whose_age: tuple[str, ...]
    who_are: tuple[str, ...]
    beside_number: tuple[str, ...]
    for_example: tuple[str, ...]
    oldest: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists of the file."""
    raw = tree(_WORDS_FILE)
    lists = {name: tuple(phrases) for name, phrases in raw.items() if isinstance(phrases, list)}
    numbers = {word: int(number) for word, number in raw["numbers"].items()}
    organisation = {kind: tuple(forms) for kind, forms in raw["organisation"].items()}
    loose = {name: tuple(forms) for name, forms in raw["loose_times"].items()}
    return Words(**lists, numbers=numbers, organisation=organisation, loose_times=loose)
