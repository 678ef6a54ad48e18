"""School holidays and school years: "in den Sommerferien 2027", "nächstes Schuljahr"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dates.calendar.values import Stretch, Value, Yearly, days, yearly
from bot.dates.period_rules.rounds import which_round
from bot.dates.period_rules.years import century_of, short_year
from bot.dates.tokens.cursor import Cursor, Found

_YEAR_WORDS = ("schuljahr", "schuljahres", "schuljahrs")
# By the school law of the Land the school year begins on this day.
_FIRST_MONTH = 8


def school_term(c: Cursor, i: int) -> Found[Value]:
    """Read school holidays, or a school year."""
    return which_round(c, i, _holidays, short=short_year) or _school_year(c, i)


def holidays_of_season(c: Cursor, i: int) -> Found[Value]:
    """Read the "Sommer" of "letzte Ferienwoche im Sommer": its school holidays."""
    return which_round(c, i, _of_season, short=short_year)


def holidays_of_week(c: Cursor, i: int) -> Found[Value]:
    """Read the holidays of "Osterferienwoche"."""
    return which_round(c, i, _of_week, short=short_year)


def _of_week(c: Cursor, i: int) -> Found[Yearly]:
    return _named(c, c.key(i).removesuffix("woche"), i + 1) if c.key(i).endswith("woche") else None


def _of_season(c: Cursor, i: int) -> Found[Yearly]:
    return _named(c, f"{c.key(i).removesuffix('n')}ferien", i + 1)


def _holidays(c: Cursor, i: int) -> Found[Yearly]:
    name, j = c.key(i), i + 1
    if name in ("grosse", "grossen") and c.key(j) == "ferien":
        name, j = "sommerferien", i + 2
    return _named(c, name, j)


def _named(c: Cursor, name: str, j: int) -> Found[Yearly]:
    if name not in c.words.school_holidays:
        return None
    school = c.moment.school

    def at(year: int) -> Stretch | None:
        found = school.find(name, year)
        return None if found is None else replace(days(*found), is_vague=True)

    return yearly(at), j


def _school_year_of(year: int) -> Stretch:
    whole = days(date(year, _FIRST_MONTH, 1), date(year + 1, _FIRST_MONTH, 1))
    return replace(whole, is_vague=True)


def _school_year(c: Cursor, i: int) -> Found[Value]:
    offset = c.words.relative.get(c.key(i))
    j = i if offset is None else i + 1
    if c.key(j) not in _YEAR_WORDS:
        return None
    value = yearly(_school_year_of)
    if offset is not None:
        stretch = value.relative(c.moment.today, offset)
        return None if stretch is None else (stretch, j + 1)
    year, second = c.number(j + 1), c.number(j + 3)
    if year is None:
        # "Ein Schuljahr im Ausland", "das 10. Schuljahr"
        return None
    year = year if year > 99 else century_of(year)
    stretch = value.at(year)
    if stretch is None:
        return None
    is_pair = c.key(j + 2) in ("/", "-") and second in ((year + 1) % 100, year + 1)
    return stretch, j + 4 if is_pair else j + 2
