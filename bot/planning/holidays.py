"""School holidays of NRW and a journey."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.planning.models import Holidays

Periods = Mapping[tuple[str, int], tuple[date, date]]
"""First day and first day after, by name and year of beginning (``bot.dates.calendar.school``)."""

_SATURDAY = 5
_LONGEST_DAYS = 400


def are_known(periods: Periods, first: date) -> bool:
    """Say whether the office has entered holidays of the year of a journey."""
    return any(year == first.year for _, year in periods)


def holidays_of(periods: Periods, first: date, last: date) -> Holidays | None:
    """Return the holidays that the days from ``first`` to ``last`` touch, the fullest first.

    They cover a journey if no school day of it lies outside; weekends do not count.
    """
    touched = [
        (name, begin, after)
        for (name, _), (begin, after) in periods.items()
        if first < after and last >= begin
    ]
    if not touched:
        return None
    journey = _school_days(first, last)

    def missing(holidays: tuple[str, date, date]) -> int:
        return sum(not holidays[1] <= day < holidays[2] for day in journey)

    name, begin, after = min(touched, key=lambda item: (missing(item), item[1]))
    covers = missing((name, begin, after)) == 0
    return Holidays(name.capitalize(), begin, after - timedelta(days=1), covers)


def has_school_days(first: date, last: date) -> bool:
    """Say whether any day from ``first`` to ``last`` is a day from Monday to Friday."""
    return bool(_school_days(first, last))


def _school_days(first: date, last: date) -> list[date]:
    count = min((last - first).days, _LONGEST_DAYS) + 1
    days = (first + timedelta(days=number) for number in range(count))
    return [day for day in days if day.weekday() < _SATURDAY]
