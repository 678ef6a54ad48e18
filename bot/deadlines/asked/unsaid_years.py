"""Which year a journey is in whose day, month or season was named without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import day_in_germany
from bot.deadlines.asked.dates import ZONE, DateSpan, find_dates
from bot.deadlines.asked.sending import last_of_month
from bot.deadlines.asked.summer import first_day
from bot.deadlines.query import DeadlineQuery, Period

_LEAP = (2, 29)


def dates_beside(text: str, now: datetime, start: date | None) -> list[DateSpan]:
    """Return the periods in ``text`` at ``now`` (aware), for a talk about a journey at ``start``.

    "Und im Herbst?" after a journey in July 2027 is the autumn of 2027: what has no year of its
    own is meant in that of the journey, where that is still to come.
    """
    spans = find_dates(text, now)
    if start is None or start.year <= day_in_germany(now).year:
        return spans
    return _read_from(text, spans, date(start.year, 1, 1))


def with_coming_start(query: DeadlineQuery, text: str, dates: Sequence[DateSpan],
                      now: datetime) -> DeadlineQuery:  # fmt: skip
    """Return the query with a beginning that is still to come.

    ``dates`` are the periods that were read in ``text``. Who asks in November what a journey "im
    Herbst" needs means the next autumn and not the one that is nearly over.
    """
    today = day_in_germany(now)
    if query.start is None or query.start >= today:
        return query
    named = (s for s in dates if first_day(s, query.state) == query.start)
    running = [s for s in named if s.until and s.until > today]
    if not running or running[0].until is None or not running[0].is_without_year:
        return query
    later = _read_from(text, running, running[0].until)
    return replace(query, start=first_day(later[0], query.state))


def with_application_before(
    query: DeadlineQuery, dates: Sequence[DateSpan], start: date | None
) -> DeadlineQuery:
    """Return the query with the time of an application in the year before a journey at ``start``.

    ``dates`` are the periods that were read. "Am 1.11. abgeschickt" for March was last November,
    and so was "Ende Oktober": nobody applies when the journey has begun.
    """
    period, last = query.period, last_of_month(query.period)
    start = query.start or start
    if period is None or period.first is None or last is None or start is None or last <= start:
        return query
    is_open = any(span.until == period.until and span.is_without_year for span in dates)
    if not is_open or _LEAP in ((last.month, last.day), (period.first.month, period.first.day)):
        return query
    is_later = (last.month, last.day) > (start.month, start.day)
    back = last.year - start.year + is_later
    first = period.first.replace(year=period.first.year - back)
    until = last.replace(year=last.year - back) + timedelta(days=1)
    return replace(query, period=Period(first, until))


def _read_from(text: str, spans: Sequence[DateSpan], day: date) -> list[DateSpan]:
    """Return the spans, those without a year as they would be read on ``day``."""
    if not any(span.is_without_year for span in spans):
        return list(spans)
    morning = datetime.combine(day, time(), ZoneInfo(ZONE))
    there = {(span.start, span.end): span for span in find_dates(text, morning)}
    return [
        there.get((span.start, span.end), span) if span.is_without_year else span for span in spans
    ]
