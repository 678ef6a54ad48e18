"""Months: "Juli", "im kommenden Mai", "Okt. 2023", "Juli 27", "05/2027"."""

from __future__ import annotations

from datetime import date

from bot.dates.calendar.values import Value, Yearly, unit_at, yearly
from bot.dates.period_rules.rounds import which_round
from bot.dates.period_rules.years import near_short_year, year_after
from bot.dates.tokens.cursor import Cursor, Found

_LEADS = ("im", "in", "den", "der", "dem", "des", "vom", "von", "zum", "ab", "bis", "seit",
          "anfang", "mitte", "ende", "fuer", "-", "/", "und")  # fmt: skip


def month(c: Cursor, i: int) -> Found[Value]:
    """Read one month."""
    return _in_digits(c, i) or which_round(c, i, _name, short=near_short_year)


def month_name(c: Cursor, i: int) -> Found[int]:
    """Read the name of a month as its number, with the dot of an abbreviation."""
    number = c.words.months.get(c.key(i))
    if number is None:
        return None
    is_short = c.key(i) in c.words.short_months
    has_dot = is_short and c.key(i + 1) == "." and c.is_glued(i + 1)
    return number, i + 2 if has_dot else i + 1


def _name(c: Cursor, i: int) -> Found[Yearly]:
    is_led = c.words.units.get(c.key(i)) == "month"
    i += is_led
    found = month_name(c, i)
    if found is None:
        return None
    number, j = found
    # "Jan" and "Sep" may be names, "Mai" alone is rarely one.
    if c.key(i) in c.words.short_months and not is_led and j == i + 1:
        before = c.key(i - 1)
        has_year = (year_after(c, j) or near_short_year(c, j)) is not None
        goes_on = has_year or c.key(j) in ("bis", "-", "/")
        if before not in _LEADS and before not in c.words.relative and not goes_on:
            return None
    return yearly(lambda year: unit_at("month", date(year, number, 1))), j


def _in_digits(c: Cursor, i: int) -> Found[Value]:
    first, second = c.number(i), c.number(i + 2)
    if first is None or second is None or not (c.is_glued(i + 1) and c.is_glued(i + 2)):
        return None
    sign = c.key(i + 1)
    goes_on = c.key(i + 3) in (".", "/", "-", ":") and c.is_glued(i + 3) and c.number(i + 4)
    is_inside = c.key(i - 1) in (".", "/", "-") and c.is_glued(i)
    if goes_on or is_inside or c.is_numbered(i):
        return None
    if sign in ("/", ".") and 1 <= first <= 12 and 1900 <= second <= 2199:
        return unit_at("month", date(second, first, 1)), i + 3
    if sign == "-" and 1900 <= first <= 2199 and 1 <= second <= 12:
        return unit_at("month", date(first, second, 1)), i + 3
    return None
