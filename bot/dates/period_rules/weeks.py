"""Calendar weeks by number (ISO 8601): "KW 30", "30. Woche des Jahres"."""

from __future__ import annotations

from bot.dates.calendar.almanac import iso_week
from bot.dates.calendar.values import Stretch, Value, Yearly, unit_at, yearly
from bot.dates.period_rules.quarters import past_slash
from bot.dates.period_rules.rounds import which_round
from bot.dates.period_rules.years import year_after
from bot.dates.tokens.cursor import Cursor, Found

WEEK_WORDS = ("kw", "kws", "kalenderwoche", "kalenderwochen")
# A month has no more; a higher number counts the weeks of the year.
_MOST_WEEKS_OF_MONTH = 6


def calendar_week(c: Cursor, i: int) -> Found[Value]:
    """Read one calendar week."""
    return which_round(c, i, _name)


def _name(c: Cursor, i: int) -> Found[Yearly]:
    if c.key(i) in WEEK_WORDS:
        k = i + 2 if c.key(i + 1) in (".", ":") else i + 1
        return _numbered(c, c.number(k), k + 1)
    ordinal = c.ordinal(i)
    if ordinal is None:
        return None
    number, j = ordinal
    if c.key(j) in WEEK_WORDS:
        return _numbered(c, number, j + 1)
    if c.words.units.get(c.key(j)) != "week":
        return None
    k = c.skip(j + 1, ("des", "im", "in", "dem", "vom"))
    if c.words.units.get(c.key(k)) == "year" and c.number(k + 1) is None:
        return _numbered(c, number, k + 1)
    if number > _MOST_WEEKS_OF_MONTH or year_after(c, j + 1) is not None:
        return _numbered(c, number, j + 1)
    return None


def _numbered(c: Cursor, number: int | None, j: int) -> Found[Yearly]:
    if number is None or not 1 <= number <= 53:
        return None
    week = number

    def at(year: int) -> Stretch | None:
        monday = iso_week(year, week)
        return None if monday is None else unit_at("week", monday)

    return yearly(at), past_slash(c, j)
