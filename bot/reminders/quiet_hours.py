"""Nobody is written to at night."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

from bot.clock import OFFICE_ZONE

FIRST_HOUR, LAST_HOUR = 8, 20
"""Reminders go out from the first hour to before the last one, by German clocks."""


def is_quiet(now: datetime) -> bool:
    """Say whether reminders have to wait."""
    return not FIRST_HOUR <= now.astimezone(OFFICE_ZONE).hour < LAST_HOUR


def after_quiet_hours(now: datetime) -> datetime:
    """Return ``now``, or the morning on which the quiet hours end, in UTC."""
    local = now.astimezone(OFFICE_ZONE)
    if not is_quiet(now):
        return now.astimezone(timezone.utc)
    day = local.date() if local.hour < FIRST_HOUR else local.date() + timedelta(days=1)
    return datetime.combine(day, time(FIRST_HOUR), OFFICE_ZONE).astimezone(timezone.utc)
