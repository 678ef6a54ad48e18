"""Events in German words."""

from __future__ import annotations

from bot.deadlines.models import Event
from bot.deadlines.shown.wording import german_date
from bot.texts import text


def event_days(event: Event) -> str:
    """Return the days of an event, with the times where they are known."""
    first = german_date(event.starts_on)
    if event.starts_at is not None:
        first = text("deadlines.day_and_time", day=first, time=f"{event.starts_at:%H:%M}")
    if event.ends_on != event.starts_on:
        last = german_date(event.ends_on)
        if event.ends_at is not None:
            last = text("deadlines.day_and_time", day=last, time=f"{event.ends_at:%H:%M}")
        return text("deadlines.event_range", first=first, last=last)
    if event.starts_at is not None and event.ends_at is not None:
        return text(
            "deadlines.event_hours",
            day=german_date(event.starts_on),
            first=f"{event.starts_at:%H:%M}",
            last=f"{event.ends_at:%H:%M}",
        )
    return first
