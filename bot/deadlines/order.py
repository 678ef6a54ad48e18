"""Which of the deadlines found is the most useful to whoever asked."""

from __future__ import annotations

from datetime import datetime

from bot.deadlines.due import today_in_germany, year_of_projects
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
USUAL_FORMAT = "jugendbegegnung"
"""What most who name no format plan."""

SCHOOLS_ALONE = ("schulaustausch",)
"""The formats of what is for schools only; most who ask work with young people outside of them."""

Rank = tuple[int | str, ...]
"""The marks, the weightiest first; those of one query are of one shape, the id is the last."""


def usefulness(item: Found, query: DeadlineQuery, now: datetime) -> Rank:
    """Return what deadlines are sorted by, the most useful first, at ``now`` (aware)."""
    distance = _distance(item, now)
    order = _order(item, query)
    # A country's own fund comes before the programmes for many countries.
    programme = item.deadline.programme
    is_own = bool(set(programme.countries) & set(query.countries))
    is_general = not is_own or _is_one_of_many(item)
    # What pays for groups abroad comes before funds for something else.
    is_beside = not (programme.countries or programme.any_country)
    rule = item.deadline.rule
    is_always = isinstance(rule, RollingRule | BeforeStartRule)
    formats = item.deadline.formats
    for_schools = formats == SCHOOLS_ALONE and not set(formats) & set(query.formats)
    # Who names no format most likely plans a youth exchange, and no accreditation.
    is_special = bool(formats) and not {USUAL_FORMAT, *query.formats} & set(formats)
    is_unsure = not is_way_sure(item.deadline, query)
    rank: Rank
    if query.year is not None:
        late = _lateness(item, query, query.year, now)
        rank = (for_schools, is_general, late, is_special, is_unsure, distance, order, is_beside)
        return (*rank, item.deadline.id)
    if query.mode is Mode.NEXT or query.period is not None:
        # Here the calendar counts, whatever is certain; what is always possible comes after it.
        # A lead time is no such thing: for the journeys of that time it is the deadline itself.
        is_after = is_always
        if query.mode is Mode.NEXT and query.period is None and isinstance(rule, BeforeStartRule):
            is_after = not is_asked_for(programme, query)
        rank = (
            for_schools,
            is_after,
            is_unsure,
            # For a journey that is known, a round may be over: it does not come next.
            _is_past(item, now),
            distance,
            is_special,
            order,
            is_general,
            is_beside,
        )
        return (*rank, item.deadline.id)
    if query.mode in (Mode.RUNNING, Mode.ALWAYS):
        order = int(item.status not in SURE_AND_RUNNING) + _is_low(item)
    # For a journey whose beginning is known the lead time is the rule, a round the exception.
    is_named = bool(query.programmes) or not is_general
    is_round = bool(query.start) and is_named and not isinstance(rule, BeforeStartRule)
    if query.start is not None and is_general and _is_past(item, now):
        # An alternative that is over is none; of the country's own fund it is told first.
        order = max(order, 2 * _ORDER.index(Status.CLOSED))
    rank = (for_schools, is_general, is_round, is_special, order, not is_own, distance, is_beside)
    return (*rank, item.deadline.id)


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
    today = today_in_germany(now)
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
