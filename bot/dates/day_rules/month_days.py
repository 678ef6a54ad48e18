"""Days of a month by number alone: "am 22.", "den 15ten", "am 5. des nächsten Monats"."""

from __future__ import annotations

from datetime import date

from bot.dates.calendar.values import Cycle, Stretch, Value, unit_at
from bot.dates.day_rules.weekdays import BEFORE_DAY, weekday_name
from bot.dates.period_rules.periods import period
from bot.dates.tokens.cursor import Cursor, Found

_LEADS = ("am", "den", "der", "dem", "zum", "vom", "bis", "ab", "seit", "-", "/")
# Spelled smaller ones rather rank: "der zweite Antrag".
_LEAST_SPELLED = 10
_NO_DAY = (
    "kw",
    "kalenderwoche",
    "quartal",
    "halbjahr",
    "advent",
    "haelfte",
    "mal",
    "platz",
    "stock",
)


def monthly(day: int, weekday: int | None = None) -> Cycle:
    """Return a day of each month that has it, or of those where it is a certain weekday."""

    def at(month: int) -> Stretch | None:
        found = date(month // 12, month % 12 + 1, day)
        return unit_at("day", found) if weekday in (None, found.weekday()) else None

    return Cycle(at, lambda today: today.year * 12 + today.month - 1)


def month_day(c: Cursor, i: int) -> Found[Value]:
    """Read a day of the running month, the next one or a month that is named by its place."""
    named = weekday_name(c, i)
    j = i if named is None else c.skip(named[1], (",", "den", "der", "dem"))
    ordinal = c.ordinal(j)
    if ordinal is None:
        return _behind_month(c, i)
    number, k = ordinal
    if not 1 <= number <= 31:
        return None
    found = period(c, c.skip(k, ("des", "im", "in", "der")))
    month = None if found is None else _month(found[0])
    if found is not None and month is not None:
        return unit_at("day", month.replace(day=number)), found[1]
    if c.key(k) == "des" and c.words.units.get(c.key(k + 1)) == "month":
        return monthly(number), k + 2
    if (c.key(j - 1) in _LEADS or named is not None) and _is_day(c, j, k, number):
        return monthly(number, None if named is None else named[0]), k
    return None


def _month(value: Value) -> date | None:
    """Return the first day of a month that is fixed."""
    is_month = isinstance(value, Stretch) and value.grain == "month" and value.is_point
    return value.day if is_month and isinstance(value, Stretch) else None


def _is_day(c: Cursor, j: int, k: int, number: int) -> bool:
    """Say whether the number is no rank: "am 3. Platz", "der zweite Antrag"."""
    following = c.token(k)
    if c.counts(k) or following.key in c.words.units or following.key in _NO_DAY:
        return False
    if following.number is not None and following.is_glued:
        return False
    is_last = following.key in ("", ".", ",", "?", "!", "um", "gegen", "oder", "und", "bis")
    return c.number(j) is not None or number >= _LEAST_SPELLED or is_last


def _behind_month(c: Cursor, i: int) -> Found[Value]:
    """Read "nächsten Monat am 5."."""
    found = period(c, i)
    month = None if found is None else _month(found[0])
    if found is None or month is None or c.words.units.get(c.key(found[1] - 1)) != "month":
        return None
    k = c.skip(found[1], BEFORE_DAY)
    ordinal = c.ordinal(k) if k > found[1] else None
    return None if ordinal is None else (unit_at("day", month.replace(day=ordinal[0])), ordinal[1])
