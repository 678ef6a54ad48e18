"""Reads events out of a calendar file that somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar

from bot.clock import OFFICE_ZONE
from bot.knowledge.files.parsing import is_web_address
from bot.knowledge.files.plain_text import one_line, why_unfit
from bot.texts import text

MAX_BYTES = 1_000_000
MAX_EVENTS = 200
_TITLE, _PLACE, _NOTE = 150, 150, 400


class CalendarFileError(ValueError):
    """The file holds no usable calendar; the message is German, for the editor."""


@dataclass(frozen=True)
class IncomingEvent:
    """An event of the file in German time; ``calendar_id`` is the same in the next file."""

    calendar_id: str
    title: str
    starts_on: date
    ends_on: date
    starts_at: time | None
    ends_at: time | None
    place: str
    url: str | None
    note: str


@dataclass(frozen=True)
class IncomingFile:
    """The events in their order, and in German what could not be taken over."""

    events: tuple[IncomingEvent, ...]
    notes: tuple[str, ...]


def read_calendar(content: bytes) -> IncomingFile:
    """Read the events of a calendar file.

    Raises:
        CalendarFileError: it is too large, or no calendar.
    """
    if len(content) > MAX_BYTES:
        raise CalendarFileError(text("calendar.too_large", limit=MAX_BYTES // 1_000_000))
    try:
        calendar = Calendar.from_ical(content)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        # The library names no common ground for what may be wrong with a file.
        raise CalendarFileError(text("calendar.no_calendar")) from None
    if getattr(calendar, "name", None) != "VCALENDAR":
        raise CalendarFileError(text("calendar.no_calendar"))
    events: list[IncomingEvent] = []
    notes: list[str] = []
    for component in list(calendar.walk("VEVENT"))[:MAX_EVENTS]:
        for found in _event(component):
            if isinstance(found, str):
                notes.append(found)
            elif found.calendar_id not in (event.calendar_id for event in events):
                events.append(found)
    events.sort(key=lambda event: (event.starts_on, event.calendar_id))
    return IncomingFile(tuple(events), tuple(notes))


def _event(component: Any) -> Iterator[IncomingEvent | str]:
    title = _plain(component.get("SUMMARY"), _TITLE)
    uid = str(component.get("UID") or "").strip()
    if not title or not uid or why_unfit(uid) is not None:
        yield text("calendar.without_name")
        return
    if str(component.get("STATUS") or "").upper() == "CANCELLED":
        yield text("calendar.cancelled", title=title)
        return
    if component.get("RRULE") is not None:
        yield text("calendar.series", title=title)
    start, end = _moment(component, "DTSTART"), _moment(component, "DTEND")
    if start is None:
        yield text("calendar.without_day", title=title)
        return
    starts_on, starts_at = _split(start)
    ends_on, ends_at = _end(start, end, component)
    if (ends_on, ends_at or time.max) < (starts_on, starts_at or time.min):
        ends_on, ends_at = starts_on, None
    url = str(component.get("URL") or "").strip()
    again = component.get("RECURRENCE-ID")
    yield IncomingEvent(
        calendar_id=one_line(uid if again is None else f"{uid} {starts_on}")[:200],
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        starts_at=starts_at,
        ends_at=ends_at if ends_at != starts_at or ends_on != starts_on else None,
        place=_plain(component.get("LOCATION"), _PLACE),
        url=url if is_web_address(url) else None,
        note=_plain(component.get("DESCRIPTION"), _NOTE),
    )


def _moment(component: Any, name: str) -> date | datetime | None:
    value = component.get(name)
    found = getattr(value, "dt", None)
    return found if isinstance(found, date) else None


def _end(
    start: date | datetime, end: date | datetime | None, component: Any
) -> tuple[date, time | None]:
    if end is None:
        duration = getattr(component.get("DURATION"), "dt", None)
        if isinstance(duration, timedelta):
            end = start + duration
    if end is None:
        return _split(start)[0], None
    if not isinstance(end, datetime):
        # Of whole days the file names the first one after the event.
        return max(end - timedelta(days=1), _split(start)[0]), None
    return _split(end)


def _split(moment: date | datetime) -> tuple[date, time | None]:
    if not isinstance(moment, datetime):
        return moment, None
    local = moment if moment.tzinfo is None else moment.astimezone(OFFICE_ZONE)
    return local.date(), local.time().replace(second=0, microsecond=0, tzinfo=None)


def _plain(value: Any, limit: int) -> str:
    plain = one_line(str(value or ""))
    if why_unfit(plain) is not None:
        plain = one_line("".join(c if why_unfit(c) is None else " " for c in plain))
        plain = plain.replace("<", " ").replace(">", " ").replace("**", " ").replace("](", " ")
        plain = one_line(plain)
    return plain if len(plain) <= limit else f"{plain[: limit - 1].rstrip()}…"
