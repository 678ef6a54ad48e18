"""Writes calendar files after RFC 5545.

Clock times are German ones, with a time zone of our own making: the one that the library would
write begins summer time an hour late.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDDDTypes,
    vRecur,
)

from bot.calendar.entries import Entry
from bot.texts import text

MEDIA_TYPE = "text/calendar; charset=utf-8"
ZONE = "Europe/Berlin"
REFRESH = timedelta(hours=12)
_ALARM_HOUR = timedelta(hours=9)
_UID_END = "@ija-lotse"


def calendar_file(entries: Sequence[Entry], name: str, description: str = "") -> bytes:
    """Return the entries as one calendar file; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//IJA-Lotse//Kalender//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    if description:
        calendar.add("x-wr-caldesc", description)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDDDTypes(REFRESH))
    if any(entry.starts_at is not None for entry in entries):
        calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}{_UID_END}")
    changed_at = entry.revision.changed_at.astimezone(timezone.utc).replace(microsecond=0)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", entry.revision.sequence)
    title = entry.title if entry.is_certain else text("calendar.uncertain", title=entry.title)
    event.add("summary", title)
    event.add("description", entry.text)
    if entry.starts_at is None:
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
    else:
        event.add("dtstart", _local(entry.starts_at))
        if entry.ends_at is not None:
            event.add("dtend", _local(entry.ends_at))
    event.add("status", "CONFIRMED" if entry.is_certain else "TENTATIVE")
    # Nobody is busy because applications close.
    event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    for days in entry.alarm_days:
        event.add_component(_alarm(days, title, is_moment=entry.starts_at is not None))
    return event


def _alarm(days: int, title: str, *, is_moment: bool) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    # A whole day begins at midnight, when nobody wants to be woken.
    offset = timedelta(days=-days) if is_moment else timedelta(days=-days) + _ALARM_HOUR
    alarm.add("trigger", offset)
    return alarm


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ZONE)).replace(second=0, microsecond=0)


def _zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", ZONE)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    hour = timedelta(hours=1)
    for part, name, month, clock, before, after in (
        (summer, "CEST", 3, 2, hour, 2 * hour),
        (winter, "CET", 10, 3, 2 * hour, hour),
    ):
        # The rule of the EU since 1996; DTSTART is by the clock that still runs.
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, clock))  # noqa: DTZ001
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        part.add("tzname", name)
        zone.add_component(part)
    return zone
