"""How fast the office answers: working days from a request to its first answer."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from statistics import median

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.clock import OFFICE_ZONE, day_in_germany
from bot.consultations.database.engine import read_transaction
from bot.consultations.database.tables import consultation_requests, request_events
from bot.consultations.working_days import is_working_day
from bot.statistics.models import MIN_GROUP, Figure, Line, Section, share_of, told
from bot.texts import text

_ANSWERS = ("message:office", "state:answered")
_SETTLED_OTHERWISE = ("withdrawn",)
_MORE = 6


def response_section(
    engine: Engine, first: date, last: date, promised_days: int
) -> tuple[Section, tuple[Figure, ...]]:
    """Return after how many working days requests of the period got their first answer.

    Requests that were deleted since are in no number; neither are those withdrawn unanswered.

    Raises:
        StoreUnavailableError: the database does not answer.
    """
    received = _received(engine, first, last)
    days = [_working_days(asked, answered) for asked, answered in received if answered is not None]
    counts = Counter(min(number, _MORE) for number in days)
    lines = [
        Line(str(number), text(f"statistics.response_{number}"), told(counts[number]))
        for number in range(_MORE + 1)
    ]
    waiting = len(received) - len(days)
    lines.append(Line("open", text("statistics.response_open"), told(waiting)))
    in_time = sum(number <= promised_days for number in days)
    return Section("response", tuple(lines)), (
        Figure("requests", "number", told(len(received))),
        Figure("response", "days", median(days) if len(days) >= MIN_GROUP else None),
        Figure("in_time", "share", share_of(in_time, len(days))),
    )


def _received(engine: Engine, first: date, last: date) -> list[tuple[date, date | None]]:
    """Return the days on which requests came and were first answered."""
    requests, events = consultation_requests, request_events
    answered_at = sa.func.min(events.c.at, type_=events.c.at.type).label("answered_at")
    query = (
        sa.select(requests.c.received_at, requests.c.state, answered_at)
        .select_from(
            requests.outerjoin(
                events,
                (events.c.request_uuid == requests.c.uuid) & events.c.what.in_(_ANSWERS),
            )
        )
        .where(
            requests.c.received_at >= _start(first),
            requests.c.received_at < _start(last + timedelta(days=1)),
        )
        .group_by(requests.c.uuid, requests.c.received_at, requests.c.state)
    )
    with read_transaction(engine) as tx:
        rows = tx.execute(query).all()
    return [
        (
            day_in_germany(row.received_at),
            None if row.answered_at is None else day_in_germany(row.answered_at),
        )
        for row in rows
        if row.answered_at is not None or row.state not in _SETTLED_OTHERWISE
    ]


def _working_days(asked: date, answered: date) -> int:
    days = ((asked + timedelta(days=n + 1)) for n in range((answered - asked).days))
    return sum(is_working_day(day) for day in days)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICE_ZONE)
