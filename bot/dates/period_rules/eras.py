"""Years and more: "2027", "2026/27", "die neunziger Jahre", "21. Jahrhundert"."""

from __future__ import annotations

from datetime import date

from bot.dates.calendar.values import Stretch, Value, days, unit_at
from bot.dates.period_rules.years import any_year
from bot.dates.tokens.cursor import Cursor, Found
from bot.dates.tokens.numerals import decades


def era(c: Cursor, i: int) -> Found[Value]:
    """Read a year, some years, a decade or a century."""
    return _decade(c, i) or _century(c, i) or _year(c, i)


def _years(first: int, after: int) -> Stretch:
    return days(date(first, 1, 1), date(after, 1, 1), "year")


def _year(c: Cursor, i: int) -> Found[Value]:
    found = any_year(c, i)
    if found is None:
        return None
    year, j = found
    second = c.number(j + 1)
    if c.key(j) == "/" and c.is_glued(j) and second in (year + 1, (year + 1) % 100):
        return _years(year, year + 2), j + 2
    is_short = second is not None and len(c.key(j + 1)) == 2 and c.is_glued(j + 1)
    if c.key(j) == "-" and c.is_glued(j) and is_short and second is not None:
        last = year // 100 * 100 + second
        if last > year and c.key(j + 2) != "-":
            return _years(year, last + 1), j + 2
    return unit_at("year", date(year, 1, 1)), j


def _decade(c: Cursor, i: int) -> Found[Value]:
    number, j = c.number(i), i + 2
    if number is None:
        number = decades().get(c.key(i))
        j = i + 1
        # "In den Neunzigern": the word alone may also tell an age.
        is_led = c.key(i).endswith("ern") and c.key(i - 1) in ("den", "der")
        if c.words.units.get(c.key(j)) != "year" and not is_led:
            return None
    elif c.key(i + 1) not in ("er", "ern") or not c.is_glued(i + 1):
        return None
    if number is None or number % 10 or not (number < 100 or 1500 <= number <= 2100):
        return None
    has_word = c.words.units.get(c.key(j)) == "year"
    if number < 100 and not has_word and c.counts(j):
        return None
    first = number if number > 99 else _nearest(number, c.moment.today.year)
    return _years(first, first + 10), j + has_word


def _nearest(short: int, year: int) -> int:
    """Return the decade that two digits mean: the last one of that name that has begun."""
    first = year // 100 * 100 + short
    return first if first <= year else first - 100


def _century(c: Cursor, i: int) -> Found[Value]:
    ordinal = c.ordinal(i)
    if ordinal is None or not c.key(ordinal[1]).startswith("jahrhundert"):
        return None
    first = ordinal[0] * 100 - 99
    return _years(first, first + 100), ordinal[1] + 1
