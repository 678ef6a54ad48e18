"""The words of ``words.yml``, read once and turned round: from a form to its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.dates.numerals import cardinals, decades, ordinals, years

_FILE = Path(__file__).with_name("words.yml")
_ENDINGS = ("e", "er", "es", "en", "em")


@dataclass(frozen=True)
class Lexicon:
    """Every word of dates by its folded form."""

    months: Mapping[str, int]
    short_months: frozenset[str]
    weekdays: Mapping[str, int]
    short_weekdays: frozenset[str]
    day_words: Mapping[str, int]
    day_adjectives: Mapping[str, int]
    day_parts: Mapping[str, str]
    day_part_hours: Mapping[str, tuple[int, int]]
    units: Mapping[str, str]
    seasons: Mapping[str, str]
    season_parts: Mapping[str, int]
    school_holidays: Mapping[str, str]
    relative: Mapping[str, int]
    parts: Mapping[str, str]
    early: frozenset[str]
    late: frozenset[str]
    fractions: Mapping[str, float]
    cardinals: Mapping[str, int]
    halves: Mapping[str, float]
    about: frozenset[str]
    counted: frozenset[str]
    numbered: frozenset[str]
    now: frozenset[str]
    native: frozenset[str]
    all_of_time: frozenset[str]
    starters: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the words of the file beside this module."""
    raw: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    stems = {stem: offset for offset, words in raw["relative"].items() for stem in words.split()}
    relative = {stem + ending: offset for stem, offset in stems.items() for ending in _ENDINGS}
    relative |= _turned(raw["relative_fixed"])
    tables = ("months", "weekdays", "day_words", "day_parts", "units", "seasons", "parts")
    of_time = {word for table in tables for word in _turned(raw[table])} | relative.keys()
    number_words = {**cardinals(), **_turned(raw["cardinal_words"])}
    school_holidays = {name: key for key, name in raw["school_holidays"].items()}
    fractions = {word: value for value, word in raw["fractions"].items()}
    day_adjectives = _turned(raw["day_adjectives"])
    starters = set(of_time)
    for group in (number_words, school_holidays, fractions, day_adjectives, raw["halves"],
                  ordinals(), years(), decades()):  # fmt: skip
        starters.update(group)
    for name in ("early", "late", "about", "now", "openers"):
        starters.update(raw[name].split())
    return Lexicon(
        months=_turned(raw["months"]),
        short_months=frozenset(raw["short_months"].split()),
        weekdays=_turned(raw["weekdays"]),
        short_weekdays=frozenset(raw["short_weekdays"].split()),
        day_words=_turned(raw["day_words"]),
        day_adjectives=day_adjectives,
        day_parts=_turned(raw["day_parts"]),
        day_part_hours={name: tuple(hours) for name, hours in raw["day_part_hours"].items()},
        units=_turned(raw["units"]),
        seasons=_turned(raw["seasons"]),
        season_parts=raw["season_parts"],
        school_holidays=school_holidays,
        relative=relative,
        parts=_turned(raw["parts"]),
        early=frozenset(raw["early"].split()),
        late=frozenset(raw["late"].split()),
        fractions=fractions,
        cardinals=number_words,
        halves=raw["halves"],
        about=frozenset(raw["about"].split()),
        counted=frozenset(raw["counted"].split()),
        numbered=frozenset(raw["numbered"].split()),
        now=frozenset(raw["now"].split()),
        native=frozenset(raw["native"].split()),
        all_of_time=frozenset(of_time) | frozenset(raw["small_words"].split()),
        starters=frozenset(starters),
    )


def _turned(words: Mapping[Any, str]) -> dict[str, Any]:
    return {word: meaning for meaning, group in words.items() for word in str(group).split()}
