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
    before_question: frozenset[str]
    asking: tuple[str, ...]
    why: tuple[str, ...]
    numbers: Mapping[str, int]
    speaks_for: tuple[str, ...]
    organisation: Mapping[str, tuple[str, ...]]
    umbrella_yes: tuple[str, ...]
    umbrella_no: tuple[str, ...]
    around_place: frozenset[str]
    nrw: tuple[str, ...]
    replaced_before: tuple[str, ...]
    replaced_after: tuple[str, ...]
    replaced_begin: tuple[str, ...]
    now_we_are: tuple[str, ...]
    between_numbers: tuple[str, ...]
    grown_ups: tuple[str, ...]
    due: tuple[str, ...]
    youngest: tuple[str, ...]
    around_ages: frozenset[str]
    oldest: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists of the file."""
    raw = tree(_WORDS_FILE)
    return Words(
        unknown=tuple(raw["unknown"]),
        question=tuple(raw["question"]),
        before_question=frozenset(raw["before_question"]),
        asking=tuple(raw["asking"]),
        why=tuple(raw["why"]),
        numbers={word: int(number) for word, number in raw["numbers"].items()},
        speaks_for=tuple(raw["speaks_for"]),
        organisation={kind: tuple(forms) for kind, forms in raw["organisation"].items()},
        umbrella_yes=tuple(raw["umbrella_yes"]),
        umbrella_no=tuple(raw["umbrella_no"]),
        around_place=frozenset(raw["around_place"]),
        nrw=tuple(raw["nrw"]),
        replaced_before=tuple(raw["replaced_before"]),
        replaced_after=tuple(raw["replaced_after"]),
        replaced_begin=tuple(raw["replaced_begin"]),
        now_we_are=tuple(raw["now_we_are"]),
        between_numbers=tuple(raw["between_numbers"]),
        grown_ups=tuple(raw["grown_ups"]),
        due=tuple(raw["due"]),
        youngest=tuple(raw["youngest"]),
        around_ages=frozenset(raw["around_ages"]),
        oldest=tuple(raw["oldest"]),
    )
