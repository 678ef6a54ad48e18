"""Reckoning with days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAYS_A_WEEK, MONTHS_A_YEAR = 7, 12


def months_before(day: date, months: int) -> date:
    """Return the same day ``months`` earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_start_after(day: date, *, months: int = 0, weeks: int = 0) -> date:
    """Return the first day before which so long a lead does not begin earlier than ``day``."""
    start = lead_before(day, months=-months, weeks=-weeks)
    # A shorter month cuts days off: three months before 28 February is earlier than 30 November.
    while lead_before(start, months=months, weeks=weeks) < day:
        start += timedelta(days=1)
    return start


def lead_before(day: date, *, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """Return the day that lies so long before ``day``."""
    return months_before(day, months) - timedelta(days=DAYS_A_WEEK * weeks + days)
