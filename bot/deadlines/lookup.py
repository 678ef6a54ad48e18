"""Looks deadlines up: by programme, country, format, time, way; the most useful first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from bot.deadlines.due import Due, due_for_start, is_for_start, next_due, today_in_germany
from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    FixedRule,
    PatternRule,
    RollingRule,
    Route,
    Status,
)
from bot.deadlines.parsing import DeadlineBook
from bot.deadlines.status import standing_at

_ORDER = (
    Status.SOON,
    Status.OPEN,
    Status.UNCONFIRMED,
    Status.ROLLING,
    Status.CLOSED,
    Status.UNKNOWN,
    Status.ENDED,
)
_SURE_AND_RUNNING = (Status.SOON, Status.OPEN, Status.ROLLING)
_FAR = 3650
NRW = "nrw"


class Mode(Enum):
    """What is wanted: everything, what takes applications now, what closes next."""

    ALL = "all"
    RUNNING = "running"
    NEXT = "next"


class YouthOffice(Enum):
    """The two Landesjugendämter of NRW."""

    LWL = "lwl"
    LVR = "lvr"


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to before ``until``; None is an open side."""

    first: date | None
    until: date | None

    def touches(self, first: date, last: date) -> bool:
        """Say whether any day from ``first`` to ``last`` (inclusive) lies in the period."""
        is_before_end = self.until is None or first < self.until
        return is_before_end and (self.first is None or last >= self.first)


@dataclass(frozen=True)
class DeadlineQuery:
    """What was asked for; an empty tuple or None means no restriction.

    ``programmes`` are programme ids, ``countries`` ISO 3166 codes, ``formats`` format ids.
    ``period`` is when applications close, ``start`` the first day of the project, which is no more
    than the first of a month or season where it is not exact. ``routes`` are
    the wanted ways, ``office`` the Landesjugendamt that is meant, ``state`` the id of the
    applicant's Bundesland (``bot.places``).
    """

    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    period: Period | None = None
    start: date | None = None
    is_start_exact: bool = True
    routes: tuple[Route, ...] = ()
    office: YouthOffice | None = None
    state: str | None = None
    mode: Mode = Mode.ALL


class LookupOutcome(Enum):
    """How well the book answers the question."""

    FOUND = "found"
    OVERVIEW = "overview"
    GENERAL_ONLY = "general_only"
    RUNNING = "running"
    NEXT = "next"
    IN_PERIOD = "in_period"
    NOTHING_IN_PERIOD = "nothing_in_period"
    NOTHING_RUNNING = "nothing_running"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Found:
    """A deadline at the moment of the look-up.

    ``days_left`` counts to a confirmed date. ``due`` is when it falls next, or for the project
    that was asked about; None where no day can be told.
    """

    deadline: Deadline
    status: Status
    days_left: int | None = None
    due: Due | None = None


@dataclass(frozen=True)
class LookupResult:
    """Outcome and deadlines, the most useful first.

    ``undated`` counts the deadlines that were left out because no day is known of them.
    """

    outcome: LookupOutcome
    items: tuple[Found, ...]
    query: DeadlineQuery = DeadlineQuery()
    undated: int = 0


def find_deadlines(book: DeadlineBook, query: DeadlineQuery, now: datetime) -> LookupResult:
    """Find the deadlines that fit ``query`` at ``now`` (aware).

    Where nothing is running, or no next date can be told, the answer is what comes nearest to it.
    """
    programmes, outcome = _programmes(book, query)
    candidates = [
        deadline
        for deadline in book.deadlines
        if deadline.programme.id in programmes and _is_meant(deadline, query)
    ]
    for narrow in (_fits_formats, _fits_routes):
        candidates = [item for item in candidates if narrow(item, query)] or candidates
    found = [_found(deadline, book, query, now) for deadline in candidates]
    if not query.programmes:
        found = [item for item in found if item.status is not Status.ENDED]
    kept = [item for item in found if _is_wanted(item, query, now)]
    if kept or query.mode is Mode.ALL:
        return _result(_outcome(outcome, query, kept), kept, found, query, now)
    if query.mode is Mode.RUNNING:
        later = find_deadlines(book, replace(query, mode=Mode.NEXT), now)
        return replace(later, outcome=LookupOutcome.NOTHING_RUNNING, query=query)
    return replace(find_deadlines(book, replace(query, mode=Mode.ALL), now), query=query)


def _result(
    outcome: LookupOutcome,
    kept: list[Found],
    found: Sequence[Found],
    query: DeadlineQuery,
    now: datetime,
) -> LookupResult:
    left_out = [item for item in found if item not in kept]
    undated = sum(item.status is Status.UNKNOWN for item in left_out)
    if query.mode is Mode.RUNNING:
        undated = 0
    kept.sort(key=lambda item: _usefulness(item, query, now))
    return LookupResult(outcome, tuple(kept), query, undated)


def _outcome(outcome: LookupOutcome, query: DeadlineQuery, kept: Sequence[Found]) -> LookupOutcome:
    if not kept:
        return LookupOutcome.NOTHING_IN_PERIOD if query.period else LookupOutcome.NOTHING
    if query.mode is Mode.RUNNING:
        return LookupOutcome.RUNNING
    if query.mode is Mode.NEXT:
        return LookupOutcome.NEXT
    return LookupOutcome.IN_PERIOD if query.period else outcome


def _programmes(book: DeadlineBook, query: DeadlineQuery) -> tuple[set[str], LookupOutcome]:
    if query.programmes:
        return set(query.programmes), LookupOutcome.FOUND
    if not query.countries:
        return {programme.id for programme in book.programmes}, LookupOutcome.OVERVIEW
    asked = set(query.countries)
    made_for = {p.id for p in book.programmes if asked & set(p.countries)}
    general = {
        p.id for p in book.programmes if p.any_country and not asked & set(p.excluded_countries)
    }
    outcome = LookupOutcome.FOUND if made_for else LookupOutcome.GENERAL_ONLY
    return made_for | general, outcome


def _is_meant(deadline: Deadline, query: DeadlineQuery) -> bool:
    # Rules for members of one umbrella body mislead everyone else; they show only on request.
    if deadline.members_of is not None and not query.programmes:
        return False
    if query.state is not None and query.state != NRW:
        states = deadline.programme.states
        is_for_nrw = deadline.route is Route.STATE_YOUTH_OFFICE
        if is_for_nrw or (states and query.state not in states):
            return False
    return query.start is None or is_for_start(deadline, query.start)


def _found(deadline: Deadline, book: DeadlineBook, query: DeadlineQuery, now: datetime) -> Found:
    hosts = book.primary_hosts
    standing = standing_at(deadline, hosts, now)
    if query.start is None:
        due = next_due(deadline, hosts, now)
    else:
        due = due_for_start(deadline, hosts, query.start, now)
    return Found(deadline, standing.status, standing.days_left, due)


def _is_wanted(item: Found, query: DeadlineQuery, now: datetime) -> bool:
    rule = item.deadline.rule
    is_always_possible = isinstance(rule, RollingRule | BeforeStartRule)
    if query.mode is Mode.RUNNING:
        return _is_running(item, today_in_germany(now))
    if query.mode is Mode.NEXT and (item.due is None or is_always_possible):
        return False
    if query.period is None:
        return True
    if item.due is not None and not is_always_possible:
        return query.period.touches(item.due.first, item.due.last)
    return is_always_possible


def _is_running(item: Found, today: date) -> bool:
    """Say whether applications are taken today, or may be taken as far as anybody knows."""
    opens_on = None if item.due is None else item.due.opens_on
    if item.status in _SURE_AND_RUNNING:
        return opens_on is None or opens_on <= today
    rule = item.deadline.rule
    if isinstance(rule, RollingRule | BeforeStartRule):
        return item.status is Status.UNCONFIRMED
    if isinstance(rule, PatternRule):
        return opens_on is not None and opens_on <= today
    return False


def _fits_formats(deadline: Deadline, query: DeadlineQuery) -> bool:
    wanted = set(query.formats)
    return not wanted or not deadline.formats or bool(set(deadline.formats) & wanted)


def _fits_routes(deadline: Deadline, query: DeadlineQuery) -> bool:
    return not query.routes or deadline.route in query.routes


def _usefulness(
    item: Found, query: DeadlineQuery, now: datetime
) -> tuple[bool, int, int, int, bool, str]:
    distance = _distance(item, now)
    order = _ORDER.index(item.status)
    # A country's own fund comes before the programmes for many countries.
    programme = item.deadline.programme
    is_general = not set(programme.countries) & set(query.countries)
    # What pays for groups abroad comes before funds for something else.
    is_beside = not (programme.countries or programme.any_country)
    if query.mode is Mode.NEXT or query.period is not None:
        # Here the calendar counts, whatever is certain; what is always possible comes after it.
        is_always = isinstance(item.deadline.rule, RollingRule | BeforeStartRule)
        return (is_always, distance, order, int(is_general), is_beside, item.deadline.id)
    if query.mode is Mode.RUNNING:
        # Where applications are surely taken comes first.
        order = int(item.status not in _SURE_AND_RUNNING)
    return (is_general, order, distance, 0, is_beside, item.deadline.id)


def _distance(item: Found, now: datetime) -> int:
    rule = item.deadline.rule
    if item.due is not None:
        return max(0, (item.due.first - today_in_germany(now)).days)
    if isinstance(rule, BeforeStartRule | RollingRule):
        # Such a rule holds at any time of the year, so it is the one to act on.
        return 0
    if isinstance(rule, FixedRule):
        return abs((rule.day - today_in_germany(now)).days)
    return _FAR
