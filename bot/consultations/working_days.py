"""Working days of the office: Monday to Friday without public holidays of North Rhine-Westphalia.

Rosenmontag, 24 and 31 December are no public holidays and count as working days.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from bot.clock import day_in_germany

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Tell whether the office works on ``day``."""
    return day.weekday() < _SATURDAY and day not in _public_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """Return the ``days``-th working day after ``start``; ``start`` itself never counts.

    Raises:
        ValueError: ``days`` is smaller than one.
    """
    if days < 1:
        raise ValueError("days must be at least 1")
    day = start
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def promise_within(days: int) -> Callable[[datetime], date]:
    """Return what tells by which day to answer what came in at a moment (aware)."""
    return lambda now: add_working_days(day_in_germany(now), days)


@lru_cache(maxsize=8)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv="NW", years=year))
