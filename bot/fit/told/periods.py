"""The planned period in a message: first day, and last day if the message names it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.deadlines.asked.dates import ZONE, DateSpan, find_dates
from bot.deadlines.asked.summer import first_day
from bot.deadlines.asked.time_roles import times_of_ours
from bot.fit.words import words
from bot.texts import text
from bot.words.phrases import spaced

# "1. bis 10. Juli 2027": the reader of dates would begin with the first of this month.
_DAYS_OF_A_MONTH = re.compile(
    r"(?<![0-9.])([0-9]{1,2})\.?\s*(?:-|–|bis(?:\s+zum)?|und)\s*([0-9]{1,2})\.\s*"
    r"(?:([0-9]{1,2})\.|([^\W\d_]{3,9}))\s*([0-9]{4})?",
)
# Summer is when something begins, not how long it lasts.
_LONGEST_NAMED_BY_DAYS = 60
_MONTHS = range(1, 13)
_SHORT_NAME = 3
_MONTH, _PARTS_OF_MONTH = "month", frozenset({"begin", "middle", "end"})
_MOST_DAYS_OF_PART = 21
# What begins so soon is hardly the journey, if another time is named too.
_SOON = timedelta(days=14)


class NamedPeriod(NamedTuple):
    """First and last day, and how loosely the first one is known (``bot.fit.case.LOOSE``)."""

    start: date | None = None
    end: date | None = None
    when: str | None = None


def find_period(message: str, now: datetime) -> NamedPeriod:
    """Return the period seen from ``now`` (aware); None for what is not named.

    "Im Sommer" begins with the school holidays of NRW.
    """
    today = now.astimezone(ZoneInfo(ZONE)).date()
    match = _DAYS_OF_A_MONTH.search(message)
    if match is not None:
        days = _days_of_a_month(match, today)
        if days is not None:
            return NamedPeriod(*days)
    dates = find_dates(message, now)
    # "Vorbereitung am 5.3., Fahrt am 12.7.": of a meeting or payment only where nothing else is.
    told = times_of_ours(message, dates) or dates
    spans = [span for span in told if span.first is not None]
    # "Ein Wochenende im Mai" is not the one ahead, and "2027, los am 3. Juli" has its day.
    spans.sort(key=lambda one: (one.first is not None and one.first < today + _SOON, _is_year(one)))
    span = next(iter(spans), None)
    if span is None:
        return NamedPeriod()
    if span.first is not None and span.first < today and _is_running(span, today):
        return _named(_coming(span, message, now))
    return _named(span)


def _is_year(span: DateSpan) -> bool:
    return span.grain == "year"


def _named(span: DateSpan) -> NamedPeriod:
    last = _last_day(span)
    return NamedPeriod(first_day(span, None), last, None if last else _looseness(span))


def _looseness(span: DateSpan) -> str | None:
    """Return what is named instead of a day: a month, a part of one, a season."""
    if span.first is None or span.until is None:
        return None
    said = spaced(span.text).split()
    named = [name for name, forms in words().loose_times.items() if not set(said).isdisjoint(forms)]
    if len(named) == 1 and named[0] not in _PARTS_OF_MONTH:
        return named[0]
    if len(named) == 1 and (span.until - span.first).days <= _MOST_DAYS_OF_PART:
        return named[0]
    next_month = date(span.first.year + span.first.month // 12, span.first.month % 12 + 1, 1)
    is_month = span.first.day == 1 and span.until == next_month
    return _MONTH if is_month and not named else None


def _is_running(span: DateSpan, today: date) -> bool:
    return span.is_without_year and span.until is not None and span.until > today


def _coming(span: DateSpan, message: str, now: datetime) -> DateSpan:
    """Return the next autumn for "im Herbst", said late in this one."""
    if span.until is None:
        return span
    there = datetime.combine(span.until, now.timetz())
    later = [s for s in find_dates(message, there) if (s.start, s.end) == (span.start, span.end)]
    return later[0] if later else span


def _days_of_a_month(match: re.Match[str], today: date) -> tuple[date, date] | None:
    first, last, number, name, year = match.groups()
    month = int(number) if number else _month(name)
    if month is None:
        return None
    try:
        start = date(int(year or today.year), month, int(first))
        end = date(start.year, month, int(last))
        if not year and end < today:
            start, end = start.replace(year=today.year + 1), end.replace(year=today.year + 1)
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _month(name: str) -> int | None:
    """Return the month of a name or its beginning: ``Juli``, ``Aug``, ``maerz``."""
    said = spaced(name).strip()
    names = {month: spaced(text(f"deadlines.month_{month}")).strip() for month in _MONTHS}
    fitting = [month for month, full in names.items() if full.startswith(said)]
    return fitting[0] if len(said) >= _SHORT_NAME and len(fitting) == 1 else None


def _last_day(span: DateSpan) -> date | None:
    """Return the last day of a period named by its days; a month or a single day has none."""
    if span.grain != "day" or span.first is None or span.until is None:
        return None
    last = span.until - timedelta(days=1)
    return last if span.first < last <= span.first + timedelta(_LONGEST_NAMED_BY_DAYS) else None
