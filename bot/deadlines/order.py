"""Which of the deadlines found is the most useful to whoever asked."""

from __future__ import annotations

from datetime import datetime

from bot.deadlines.due import today_in_germany, year_of_projects
from bot.deadlines.models import BeforeStartRule, FixedRule, RollingRule, Status
from bot.deadlines.query import DeadlineQuery, Found, Mode, is_asked_for
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
_USUAL_FORMAT = "jugendbegegnung"

SCHOOLS_ALONE = ("schulaustausch",)
"""The formats of what is for schools only; most who ask work with young people outside of them."""

Rank = tuple[int | str, ...]
"""The marks, the weightiest first; those of one query are of one shape, the id is the last."""


def usefulness(item: Found, query: DeadlineQuery, now: datetime) -> Rank:
    """Return what deadlines are sorted by, the most useful first, at ``now`` (aware)."""
    distance = _distance(item, now)
    order = _ORDER.index(item.status)
    # A country's own fund comes before the programmes for many countries.
    programme = item.deadline.programme
    is_general = not set(programme.countries) & set(query.countries)
    # What pays for groups abroad comes before funds for something else.
    is_beside = not (programme.countries or programme.any_country)
    rule = item.deadline.rule
    is_always = isinstance(rule, RollingRule | BeforeStartRule)
    formats = item.deadline.formats
    for_schools = formats == SCHOOLS_ALONE and not set(formats) & set(query.formats)
    # Who names no format most likely plans a youth exchange, and no accreditation.
    is_special = bool(formats) and not {_USUAL_FORMAT, *query.formats} & set(formats)
    if query.year is not None:
        is_late = is_always and not is_asked_for(programme, query)
        too_late = _is_over(item, query.year, now) or item.status is Status.UNKNOWN
        late = too_late + is_late
        rank = (for_schools, is_general, late, is_special, distance, order, is_beside)
        return (*rank, item.deadline.id)
    if query.mode is Mode.NEXT or query.period is not None:
        # Here the calendar counts, whatever is certain; what is always possible comes after it.
        # A lead time is no such thing: for the journeys of that time it is the deadline itself.
        is_after = is_always
        if query.mode is Mode.NEXT and isinstance(rule, BeforeStartRule):
            is_after = not is_asked_for(programme, query)
        rank = (for_schools, is_after, distance, is_special, order, is_general, is_beside)
        return (*rank, item.deadline.id)
    if query.mode is Mode.RUNNING:
        order = int(item.status not in SURE_AND_RUNNING)
    # For a journey whose beginning is known the lead time is the rule, a round the exception.
    is_round = bool(query.start and query.programmes) and not isinstance(rule, BeforeStartRule)
    rank = (for_schools, is_general, is_round, is_special, order, distance, is_beside)
    return (*rank, item.deadline.id)


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
