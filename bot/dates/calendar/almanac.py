"""Arithmetic of the calendar: months, ISO weeks, Easter. Pure; days are ``datetime.date``."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def add_months(day: date, months: int) -> date:
    """Return the same day some months on; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monday_of(day: date) -> date:
    """Return the Monday of the week that holds ``day``."""
    return day - timedelta(days=day.weekday())


def start_of(grain: str, day: date) -> date:
    """Return the first day of the week, month, quarter, half year or year that holds ``day``."""
    if grain == "day":
        return day
    if grain == "week":
        return monday_of(day)
    length = MONTHS_OF[grain]
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def shifted(grain: str, day: date, count: int) -> date:
    """Return ``day`` moved by ``count`` days, weeks, months, quarters, half years or years."""
    if grain == "day":
        return day + count * DAY
    if grain == "week":
        return day + count * WEEK
    return add_months(day, count * MONTHS_OF[grain])


def iso_week(year: int, week: int) -> date | None:
    """Return the Monday of a calendar week (ISO 8601), or None if the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous rule of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    full_moon = (19 * golden + century - century // 4 - moon_shift + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - full_moon - rest % 4) % 7
    late = (golden + 11 * full_moon + 22 * to_sunday) // 451
    month, day = divmod(full_moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """Return the n-th weekday of a month (-1: the last), or None if there is none."""
    length = monthrange(year, month)[1]
    first = (weekday - date(year, month, 1).weekday()) % 7 + 1
    days = list(range(first, length + 1, 7))
    index = count if count < 0 else count - 1
    return date(year, month, days[index]) if -len(days) <= index < len(days) else None
