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
