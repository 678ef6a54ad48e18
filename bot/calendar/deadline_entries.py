"""Deadlines and events of the office as entries of a calendar.

Only what is confirmed stands there as a date. A usual round is one whole day, the first on which
it used to close, and says in its title that it has to be checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from bot.calendar.entries import Entry, RevisionFinder, first_revision
from bot.clock import OFFICE_ZONE, day_in_germany
from bot.deadlines.due import Due, DueKind, rounds_ahead
from bot.deadlines.lookup import DeadlineQuery, Found, LookupResult
from bot.deadlines.models import Deadline, Event, FixedRule, PatternRule
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.event_words import event_days
from bot.deadlines.shown.wording import german_date, route_words, when_words
from bot.texts import text

ALARM_DAYS = (28, 7)
_EVENT_ALARM_DAYS = (7, 1)
# Two rounds of a yearly habit would only repeat each other.
_AHEAD = timedelta(days=365)


def deadline_entries(
    book: DeadlineBook,
    result: LookupResult,
    now: datetime,
    site: str,
    revision_of: RevisionFinder = lambda _: None,
) -> list[Entry]:
    """Return the entries of everything found that has a day to come."""
    entries = [
        entry
        for found in result.items
        for entry in _entries(book, found, result.query, now, site, revision_of)
    ]
    return sorted(entries, key=lambda entry: (entry.first, entry.uid))


def _entries(
    book: DeadlineBook,
    found: Found,
    query: DeadlineQuery,
    now: datetime,
    site: str,
    revision_of: RevisionFinder,
) -> Iterator[Entry]:
    deadline = found.deadline
    if isinstance(deadline.rule, PatternRule):
        today = day_in_germany(now)
        dues = rounds_ahead(deadline, today, today + _AHEAD)
    else:
        is_sure = found.due is not None and found.due.kind is DueKind.CONFIRMED
        dues = [found.due] if is_sure and found.due is not None else []
    for due in dues:
        yield _entry(book, found, due, query, now, site, revision_of)


def _entry(
    book: DeadlineBook,
    found: Found,
    due: Due,
    query: DeadlineQuery,
    now: datetime,
    site: str,
    revision_of: RevisionFinder,
) -> Entry:
    deadline = found.deadline
    is_certain = due.kind is DueKind.CONFIRMED
    rule = deadline.rule
    has_time = is_certain and isinstance(rule, FixedRule) and rule.at is not None
    lines = [
        when_words(found, query, book.primary_hosts, now),
        f"{route_words(deadline, query.office)}.",
        deadline.note,
        text("calendar.ask", ask=deadline.ask.name, url=deadline.ask.url),
        _sources(deadline),
        text("calendar.checked_on", day=german_date(deadline.checked_on)),
        text("calendar.more", url=deadline_url(site, deadline)),
    ]
    return Entry(
        uid=deadline_uid(deadline, due),
        title=text(
            "calendar.deadline_title", programme=deadline.programme.name, action=deadline.action
        ),
        text="\n".join(filter(None, lines)),
        first=due.first,
        last=due.first,
        revision=revision_of(deadline.id) or first_revision(deadline.checked_on),
        is_certain=is_certain,
        starts_at=due.closes if has_time else None,
        url=deadline_url(site, deadline),
        alarm_days=ALARM_DAYS,
    )


def deadline_uid(deadline: Deadline, due: Due) -> str:
    """Return what an entry is known by: a date that is moved within its year stays the same."""
    if due.kind is DueKind.CONFIRMED:
        return f"frist-{deadline.id}-{due.year}"
    return f"muster-{deadline.id}-{due.first:%Y-%m}"


def deadline_url(site: str, deadline: Deadline) -> str:
    """Return the page that shows the deadlines of the programme."""
    query = urlencode({"programm": deadline.programme.id})
    return f"{site.rstrip('/')}/fristen?{query}#{deadline.id}"


def event_entries(
    events: Sequence[Event],
    today: date,
    site: str,
    revision_of: RevisionFinder = lambda _: None,
) -> list[Entry]:
    """Return the entries of the events that are not over."""
    coming = [event for event in events if event.ends_on >= today]
    return [_event_entry(event, site, revision_of) for event in coming]


def _event_entry(event: Event, site: str, revision_of: RevisionFinder) -> Entry:
    starts_at = ends_at = None
    if event.starts_at is not None:
        starts_at = datetime.combine(event.starts_on, event.starts_at, OFFICE_ZONE)
        if event.ends_at is not None:
            ends_at = datetime.combine(event.ends_on, event.ends_at, OFFICE_ZONE)
    lines = [
        event_days(event),
        event.note,
        text("calendar.registration", url=event.registration) if event.registration else "",
        text("calendar.more", url=event.url),
    ]
    return Entry(
        uid=f"termin-{event.id}",
        title=event.title,
        text="\n".join(filter(None, lines)),
        first=event.starts_on,
        last=event.ends_on,
        revision=revision_of(event.id) or first_revision(event.checked_on),
        starts_at=starts_at,
        ends_at=ends_at,
        place=event.place,
        url=event.registration or f"{site.rstrip('/')}/termine#{event.id}",
        alarm_days=_EVENT_ALARM_DAYS,
    )


def _sources(deadline: Deadline) -> str:
    titles = [
        source.title if source.year is None else f"{source.title} ({source.year})"
        for source in deadline.sources
    ]
    return text("calendar.sources", sources="; ".join(titles)) if titles else ""
