"""The clock of whatever starts a process, and the day at the office; others are told the moment."""

from __future__ import annotations

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Europe/Berlin")


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(timezone.utc)


def day_in_germany(moment: datetime) -> date:
    """Return the day on which a moment falls where the office is."""
    return moment.astimezone(OFFICE_ZONE).date()


def german_day(day: date) -> str:
    """Return ``01.02.2026``."""
    return f"{day:%d.%m.%Y}"


def german_moment(moment: datetime) -> str:
    """Return ``01.02.2026, 09:30``, as the clock at the office shows."""
    return f"{moment.astimezone(OFFICE_ZONE):%d.%m.%Y, %H:%M}"
