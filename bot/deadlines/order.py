"""Which of the deadlines found is the most useful to whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import day_in_germany
from bot.deadlines.due import year_of_projects
from bot.deadlines.models import (
    BeforeStartRule,
    Confidence,
    FixedRule,
    RollingRule,
    Route,
    Status,
)
from bot.deadlines.query import DeadlineQuery, Found, Mode, is_asked_for, is_way_sure
from bot.deadlines.status import SOON_DAYS

SURE_AND_RUNNING = (Status.SOON, Status.OPEN, Status.ROLLING)
"""Where applications are surely taken."""

_ORDER = (
    Status.SOON,
    Status.OPEN,
    Status.UNCONFIRMED,
    Status.ROLLING,
    Status.CLOSED,
    Status.UNKNOWN,
    Status.ENDED,
)
_FAR = 3650
_DAYS_AHEAD = 7
USUAL_FORMAT = "jugendbegegnung"
"""What most who name no format plan."""

SCHOOLS_ALONE = ("schulaustausch",)
"""The formats of what is for schools only; most who ask work with young people outside of them."""

Rank = tuple[int | str, ...]
"""The marks, the weightiest first; those of one query are of one shape, the id is the last."""


def usefulness(item: Found, query: DeadlineQuery, now: datetime) -> Rank:
    """Return what deadlines are sorted by, the most useful first, at ``now`` (aware)."""
    marks = _marks(item, query, now)
    if query.year is not None:
        rank = _rank_of_year(item, query, query.year, now, marks)
    elif query.mode is Mode.NEXT or query.period is not None:
        rank = _rank_by_calendar(item, query, now, marks)
    else:
        rank = _rank_by_certainty(item, query, now, marks)
    return (*rank, item.deadline.id)


@dataclass(frozen=True)
class _Marks:
    """What counts whatever is asked for; what is marked comes later.

    ``for_schools`` marks what is for schools only, ``is_general`` the programmes for many
    countries, ``is_beside`` funds for something else than groups abroad, ``is_special`` formats
    that nobody named.
    """

    for_schools: bool
    is_own: bool
    is_general: bool
    is_beside: bool
    is_special: bool
    order: int
    distance: int


def _marks(item: Found, query: DeadlineQuery, now: datetime) -> _Marks:
    programme, formats = item.deadline.programme, item.deadline.formats
    # A country's own fund comes before the programmes for many countries.
    is_own = bool(set(programme.countries) & set(query.countries))
    return _Marks(
        for_schools=formats == SCHOOLS_ALONE and not set(formats) & set(query.formats),
        is_own=is_own,
        is_general=not is_own or _is_one_of_many(item),
        # What pays for groups abroad comes before funds for something else.
        is_beside=not (programme.countries or programme.any_country),
        # Who names no format most likely plans a youth exchange, and no accreditation.
        is_special=bool(formats) and not {USUAL_FORMAT, *query.formats} & set(formats),
        order=_order(item, query),
        distance=_distance(item, now),
    )


def _rank_of_year(
    item: Found, query: DeadlineQuery, year: int, now: datetime, marks: _Marks
) -> Rank:
    return (
        marks.for_schools,
        marks.is_general,
        _lateness(item, query, year, now),
        marks.is_special,
        not is_way_sure(item.deadline, query),
        marks.distance,
        marks.order,
        marks.is_beside,
    )


def _rank_by_calendar(item: Found, query: DeadlineQuery, now: datetime, marks: _Marks) -> Rank:
    """Return the rank where the calendar counts, whatever is certain.

    What is always possible comes after it. A lead time is no such thing: for the journeys of that
    time it is the deadline itself.
    """
    rule = item.deadline.rule
    is_after = isinstance(rule, RollingRule | BeforeStartRule)
    if query.mode is Mode.NEXT and query.period is None and isinstance(rule, BeforeStartRule):
        is_after = not is_asked_for(item.deadline.programme, query)
    return (
        marks.for_schools,
        is_after,
        # What ends within days is told first even where somebody has to ask which way is theirs.
        not is_way_sure(item.deadline, query) and marks.distance > _DAYS_AHEAD,
        # For a journey that is known, a round may be over: it does not come next.
        _is_past(item, now),
        marks.distance,
        marks.is_special,
        marks.order,
        marks.is_general,
        marks.is_beside,
    )


def _rank_by_certainty(item: Found, query: DeadlineQuery, now: datetime, marks: _Marks) -> Rank:
    order = marks.order
    if query.mode in (Mode.RUNNING, Mode.ALWAYS):
        order = int(item.status not in SURE_AND_RUNNING) + _is_low(item)
    if query.start is not None and marks.is_general and _is_past(item, now):
        # An alternative that is over is none; of the country's own fund it is told first.
        order = max(order, 2 * _ORDER.index(Status.CLOSED))
    # For a journey whose beginning is known the lead time is the rule, a round the exception.
    is_named = bool(query.programmes) or not marks.is_general
    is_lead = isinstance(item.deadline.rule, BeforeStartRule)
    return (
        marks.for_schools,
        marks.is_general,
        bool(query.start) and is_named and not is_lead,
        marks.is_special,
        order,
        not marks.is_own,
        marks.distance,
        marks.is_beside,
    )


def _is_one_of_many(item: Found) -> bool:
    """Say whether a fund for several countries tells no date: it comes with those for any country.

    That of one country alone, as its youth office, is asked first even where no date is known.
    """
    return item.status is Status.UNKNOWN and len(item.deadline.programme.countries) > 1


def _order(item: Found, query: DeadlineQuery) -> int:
    """Return the place of the status, with what may not hold for the asker before the unknown.

    The direct way to a ministry comes after the ways that most groups have to take, even where no
    date of those is known.
    """
    unknown = 2 * _ORDER.index(Status.UNKNOWN)
    if not is_way_sure(item.deadline, query):
        return unknown + 1 if item.deadline.route is Route.DIRECT else unknown - 1
    order = 2 * _ORDER.index(item.status)
    return max(order, unknown - 1) if _is_low(item) else order


def _is_low(item: Found) -> bool:
    return item.deadline.confidence is Confidence.LOW


def _lateness(item: Found, query: DeadlineQuery, year: int, now: datetime) -> int:
    """Return how little is to be done for a year: coming, over, always possible, not known.

    What is always possible is told after a round that is over: whoever asks for the year has to
    know first that the main way is closed.
    """
    if item.status is Status.UNKNOWN:
        return 3
    rule = item.deadline.rule
    is_lead = isinstance(rule, BeforeStartRule)
    if isinstance(rule, RollingRule) or (is_lead and not _is_own(item, query)):
        return 2
    return int(_is_over(item, year, now))


def _is_own(item: Found, query: DeadlineQuery) -> bool:
    return is_asked_for(item.deadline.programme, query)


def _is_past(item: Found, now: datetime) -> bool:
    is_cut_off = not item.deadline.only_gives_priority
    return is_cut_off and item.due is not None and item.due.is_past(now)


def _is_over(item: Found, year: int, now: datetime) -> bool:
    """Say whether the rounds for the projects of a year are over."""
    if item.due is None:
        return False
    return item.due.is_past(now) or year_of_projects(item.due) not in (None, year)


def _distance(item: Found, now: datetime) -> int:
    """Return the days to the next day that matters."""
    rule = item.deadline.rule
    today = day_in_germany(now)
    if item.due is not None:
        # Of a round that has begun to close, the last day is the one not to miss.
        day = item.due.last if item.due.first <= today else item.due.first
        return max(0, (day - today).days)
    if isinstance(rule, BeforeStartRule | RollingRule):
        # Such a rule holds at any time of the year: only what closes soon is more urgent.
        return SOON_DAYS
    if isinstance(rule, FixedRule):
        return abs((rule.day - today).days)
    return _FAR
