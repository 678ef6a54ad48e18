"""The words of ``words.yml``, read once and turned round: from a form to its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.dates.tokens.numerals import cardinals, decades, ordinals, years

_FILE = Path(__file__).with_name("words.yml")
_ENDINGS = ("e", "er", "es", "en", "em")
_LONG_MONTH = 6
# How the file holds them: words by what they mean, meanings by their words, and mere words.
_TURNED = (
    "months",
    "weekdays",
    "day_words",
    "day_adjectives",
    "day_parts",
    "units",
    "seasons",
    "parts",
)
_AS_WRITTEN = ("day_part_hours", "season_parts", "school_holidays", "fractions", "halves")
_LISTS = (
    "short_months",
    "short_weekdays",
    "early",
    "late",
    "about",
    "counted",
    "numbered",
    "now",
    "native",
)
# A time may begin with a word of these, too.
_STARTING = ("cardinals", "school_holidays", "fractions", "halves", "early", "late", "about", "now")


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
    day_part_hours: Mapping[str, Sequence[int]]
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
    lists: dict[str, Any] = {name: frozenset(raw[name].split()) for name in _LISTS}
    tables: dict[str, Any] = {name: raw[name] for name in _AS_WRITTEN}
    tables |= {name: _turned(raw[name]) for name in _TURNED}
    tables["months"] = _misspelt(tables["months"]) | tables["months"]
    tables["relative"] = _inflected(raw["relative"]) | _turned(raw["relative_fixed"])
    tables["cardinals"] = cardinals() | _turned(raw["cardinal_words"])
    of_time = {word for name in (*_TURNED, "relative") for word in tables[name]}
    begin = [raw["openers"].split(), ordinals(), years(), decades()]
    begin += [{**tables, **lists}[name] for name in _STARTING]
    return Lexicon(
        **tables,
        **lists,
        all_of_time=frozenset(of_time.union(raw["small_words"].split())),
        starters=frozenset(of_time.union(*begin)),
    )


def _misspelt(months: Mapping[str, int]) -> dict[str, int]:
    """Return the long names with a letter too few, two that change places, or one twice."""
    return {
        form: number
        for name, number in months.items()
        if len(name) >= _LONG_MONTH
        for n in range(1, len(name))
        for form in (
            name[:n] + name[n + 1 :],
            name[: n - 1] + name[n] + name[n - 1] + name[n + 1 :],
            name[:n] + name[n - 1 :],
        )
    }


def _turned(words: Mapping[Any, str]) -> dict[str, Any]:
    return {word: meaning for meaning, group in words.items() for word in str(group).split()}


def _inflected(words: Mapping[int, str]) -> dict[str, int]:
    return {stem + end: offset for stem, offset in _turned(words).items() for end in _ENDINGS}
