"""Seasons: "diesen Herbst", "Sommer 2027", "Spätsommer", "Winter 2026/27"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dates.calendar.values import Stretch, Value, Yearly, days, yearly
from bot.dates.period_rules.rounds import which_round
from bot.dates.period_rules.years import short_year
from bot.dates.tokens.cursor import Cursor, Found

# As astronomers have it, rounded to whole days that hold every year: month, day; end exclusive.
_SEASONS = {
    "spring": ((3, 20), (6, 22)),
    "summer": ((6, 21), (9, 24)),
    "autumn": ((9, 23), (12, 22)),
    "winter": ((12, 21), (3, 21)),
}


def season(c: Cursor, i: int) -> Found[Value]:
    """Read one season, or its early, high or late third."""
    return which_round(c, i, _name, short=short_year)


def _name(c: Cursor, i: int) -> Found[Yearly]:
    word = c.key(i)
    name, third = c.words.seasons.get(word), None
    if name is None:
        prefix = next((p for p in c.words.season_parts if word.startswith(p)), None)
        if prefix is None:
            return None
        name, third = c.words.seasons.get(word[len(prefix) :]), c.words.season_parts[prefix]
    if name is None:
        return None
    known = name

    def at(year: int) -> Stretch:
        return _season(known, year, third)

    pair = c.number(i + 1), c.number(i + 3)
    if name == "winter" and pair[0] and pair[1] and c.key(i + 2) == "/":
        year = pair[0]
        if pair[1] in (year + 1, (year + 1) % 100):
            return yearly(lambda other: at(year) if other == year else None), i + 4
    return yearly(at), i + 1


def _season(name: str, year: int, third: int | None) -> Stretch:
    (month, day), (until_month, until_day) = _SEASONS[name]
    first = date(year, month, day)
    after = date(year + (until_month < month), until_month, until_day)
    if third is not None:
        length = (after - first) // 3
        first = first + third * length
        after = first + length
    return replace(days(first, after), is_vague=True)
