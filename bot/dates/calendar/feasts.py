"""Feast days: fixed days, days around Easter and Advent, n-th weekdays, moon calendars.

``holidays.yml`` has the rules and names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from bot.dates.calendar.almanac import DAY, easter, nth_weekday
from bot.dates.calendar.native import native_feast
from bot.dates.calendar.values import Stretch, Yearly, days, unit_at, yearly

_FILE = Path(__file__).with_name("holidays.yml")
_RULE = re.compile(
    r"(?:(?P<month>\d\d)-(?P<day>\d\d)|(?P<base>easter|advent)(?P<offset>[+-]\d+)"
    r"|(?P<in_month>\d\d)/(?P<weekday>\d)/(?P<nth>\d))(?::(?P<length>\d+))?\Z"
)
_NATIVE = "duckling "
Name = tuple[tuple[str, ...], Yearly]


@lru_cache(maxsize=1)
def feasts() -> dict[str, list[Name]]:
    """Return the names as folded words with what they mean, by first word, the longest first.

    The first word ``#2`` stands for the ordinal.
    """
    found: dict[str, list[Name]] = {}
    raw: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for rule, names in raw.items():
        value = yearly(_rounds(rule))
        for name in names:
            words = tuple(re.findall(r"[^\s.-]+|\.", name))
            found.setdefault(words[0], []).append((words, value))
    for group in found.values():
        group.sort(key=lambda item: -len(item[0]))
    return found


@lru_cache(maxsize=1)
def feast_starts() -> frozenset[str]:
    """Return the first words of all names."""
    return frozenset(feasts())


def _rounds(rule: str) -> Callable[[int], Stretch | None]:
    if rule.startswith(_NATIVE):
        return lambda year: native_feast(rule.removeprefix(_NATIVE), year)
    match = _RULE.match(rule)
    if match is None:
        raise ValueError(rule)
    length = int(match["length"] or 1)

    def at(year: int) -> Stretch | None:
        first = _first_day(match, year)
        if first is None:
            return None
        return unit_at("day", first) if length == 1 else days(first, first + length * DAY)

    return at


def _first_day(match: re.Match[str], year: int) -> date | None:
    if match["month"]:
        return date(year, int(match["month"]), int(match["day"]))
    if match["in_month"]:
        return nth_weekday(year, int(match["in_month"]), int(match["weekday"]), int(match["nth"]))
    offset = timedelta(days=int(match["offset"]))
    if match["base"] == "easter":
        return easter(year) + offset
    christmas_eve = date(year, 12, 24)
    return christmas_eve - timedelta(days=(christmas_eve.weekday() + 1) % 7) + offset
