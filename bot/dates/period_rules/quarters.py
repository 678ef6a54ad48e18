"""Quarters and half years: "Q3 2024", "drittes Quartal", "erstes Halbjahr 2027"."""

from __future__ import annotations

from datetime import date

from bot.dates.calendar.values import Value, Yearly, unit_at, yearly
from bot.dates.period_rules.rounds import which_round
from bot.dates.period_rules.years import short_year, year_after
from bot.dates.tokens.cursor import Cursor, Found

_HALVES = ("halbjahr", "halbjahres", "halbjahrs", "jahreshaelfte")


def quarter(c: Cursor, i: int) -> Found[Value]:
    """Read one quarter or half year."""
    return which_round(c, i, _quarter, short=short_year) or which_round(c, i, _half)


def past_slash(c: Cursor, j: int) -> int:
    """Return the position of the year in "Q3/2024", otherwise ``j``."""
    is_joined = c.key(j) in ("/", "-") and (c.number(j + 1) or 0) >= 1900
    return j + 1 if is_joined else j


def _quarter(c: Cursor, i: int) -> Found[Yearly]:
    number, j = None, i + 2
    if c.key(i) == "q" or c.words.units.get(c.key(i)) == "quarter":
        number = c.number(i + 1)
    elif c.key(i).startswith("letzt") and c.words.units.get(c.key(i + 1)) == "quarter":
        # Only with a year is it the fourth; alone it is the one before this.
        number = 4 if year_after(c, j) else None
    else:
        ordinal = c.ordinal(i)
        if ordinal is not None and c.words.units.get(c.key(ordinal[1])) == "quarter":
            number, j = ordinal[0], ordinal[1] + 1
    if number is None or not 1 <= number <= 4:
        return None
    month = number * 3 - 2
    return yearly(lambda year: unit_at("quarter", date(year, month, 1))), past_slash(c, j)


def _half(c: Cursor, i: int) -> Found[Yearly]:
    number, j = None, i + 2
    ordinal = c.ordinal(i)
    if ordinal is not None and c.key(ordinal[1]) in _HALVES:
        number, j = ordinal[0], ordinal[1] + 1
    elif c.key(i) in ("h", "hj") and c.is_glued(i + 1) and year_after(c, past_slash(c, j)):
        number = c.number(i + 1)
    if number is None or not 1 <= number <= 2:
        return None
    month = number * 6 - 5
    return yearly(lambda year: unit_at("half", date(year, month, 1))), past_slash(c, j)
