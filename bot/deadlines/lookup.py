"""Looks deadlines up: by programme, country, format, time, way; the most useful first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.clock import day_in_germany
from bot.deadlines.due import (
    Due,
    due_for_start,
    due_for_year,
    due_within,
    is_for_start,
    next_due,
    year_of_projects,
)
from bot.deadlines.models import (
    BeforeStartRule,
    Confidence,
    Deadline,
    PatternRule,
    RollingRule,
    Route,
    Status,
)
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.order import SURE_AND_RUNNING, usefulness
from bot.deadlines.query import (
    DIRECT_WAYS,
    DeadlineQuery,
    Found,
    LookupOutcome,
    LookupResult,
    Mode,
    Period,
    YouthOffice,
    is_asked_for,
)
from bot.deadlines.status import standing_at
from bot.deadlines.umbrellas import is_with_umbrella

__all__ = [
    "NRW",
    "DeadlineQuery",
    "Found",
    "LookupOutcome",
    "LookupResult",
    "Mode",
    "Period",
    "YouthOffice",
    "find_deadlines",
    "found_for",
]

NRW = "nrw"


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
    for narrow in (_fits_codes, _fits_formats, _fits_routes):
        candidates = [item for item in candidates if narrow(item, query)] or candidates
    if is_with_umbrella(query.routes):
        # Even where nothing else is known: that way is closed to members.
        candidates = [d for d in candidates if d.route is not Route.STATE_YOUTH_OFFICE]
    found = [found_for(deadline, book, query, now) for deadline in candidates]
    if not query.programmes:
        found = [item for item in found if not _is_hopeless(item)]
    kept = [item for item in found if _is_wanted(item, query, now)]
    if query.mode is Mode.NEXT and all(item.due is None for item in kept):
        kept = []
    if kept or query.mode is Mode.ALL:
        return _result(_outcome(outcome, query, kept), kept, found, query, now)
    if query.mode is Mode.RUNNING:
        later = find_deadlines(book, replace(query, mode=Mode.NEXT), now)
        return replace(later, outcome=LookupOutcome.NOTHING_RUNNING, query=query)
    others = replace(find_deadlines(book, replace(query, mode=Mode.ALL), now), query=query)
    if query.mode is Mode.ALWAYS:
        return replace(others, outcome=LookupOutcome.NOTHING_ALWAYS)
    return others


def _result(
    outcome: LookupOutcome,
    kept: list[Found],
    found: Sequence[Found],
    query: DeadlineQuery,
    now: datetime,
) -> LookupResult:
    left_out = [item for item in found if item not in kept]
    undated = sum(item.status is Status.UNKNOWN for item in left_out)
    if query.mode in (Mode.RUNNING, Mode.ALWAYS):
        undated = 0
    kept.sort(key=lambda item: usefulness(item, query, now))
    return LookupResult(outcome, tuple(_once_after_programme(kept)), query, undated)


def _once_after_programme(items: Iterable[Found]) -> Iterator[Found]:
    """Yield what was found; that nothing is known after a programme's end is told of it once."""
    told = set()
    for item in items:
        programme = item.deadline.programme.id
        if not (item.is_after_programme and programme in told):
            yield item
        if item.is_after_programme:
            told.add(programme)


def _outcome(outcome: LookupOutcome, query: DeadlineQuery, kept: Sequence[Found]) -> LookupOutcome:
    if not kept:
        return LookupOutcome.NOTHING_IN_PERIOD if query.period else LookupOutcome.NOTHING
    if query.mode is Mode.RUNNING:
        return LookupOutcome.RUNNING
    if query.mode is Mode.NEXT:
        return LookupOutcome.NEXT
    if query.mode is Mode.ALWAYS:
        return LookupOutcome.ALWAYS
    if query.year is not None:
        return LookupOutcome.FOR_YEAR
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
    is_asked = bool(query.programmes) or is_with_umbrella(query.routes)
    if deadline.members_of is not None and not is_asked:
        return False
    asked = set(query.countries)
    if asked and deadline.countries and asked.isdisjoint(deadline.countries):
        return False
    if query.state is not None and query.state != NRW:
        states = deadline.programme.states
        is_for_nrw = deadline.route is Route.STATE_YOUTH_OFFICE
        if is_for_nrw or (states and query.state not in states):
            return False
    return query.start is None or is_for_start(deadline, query.start)


def _is_hopeless(item: Found) -> bool:
    """Say whether only whoever names the programme should read of it: ended, or long unheard of."""
    if item.status is Status.ENDED:
        return True
    return item.status is Status.UNKNOWN and item.deadline.confidence is Confidence.LOW


def found_for(deadline: Deadline, book: DeadlineBook, query: DeadlineQuery, now: datetime) -> Found:
    """Return what a deadline means at ``now`` (aware) for the time that was asked for."""
    hosts = book.primary_hosts
    standing = standing_at(deadline, hosts, now)
    if query.start is not None:
        due = due_for_start(deadline, hosts, query.start, now)
    elif query.year is not None:
        due = due_for_year(deadline, hosts, query.year, now)
    elif query.period is not None:
        due = due_within(deadline, hosts, query.period.first, query.period.until, now)
    else:
        due = next_due(deadline, hosts, now)
    if _is_after_programme(deadline, query, due) and standing.status is not Status.ENDED:
        return Found(deadline, Status.UNKNOWN, is_after_programme=True)
    return Found(deadline, standing.status, standing.days_left, due)


def _is_after_programme(deadline: Deadline, query: DeadlineQuery, due: Due | None) -> bool:
    """Say whether a time after the programme's period was asked for, and no round in it counts.

    The last round of a period may be for the projects of the year after it, if it is tied to them.
    """
    asked = query.earliest
    if asked is None or deadline.programme.runs_on(asked):
        return False
    is_closing = query.start is None and query.year is None
    return due is None or is_closing or year_of_projects(due) is None


def _is_wanted(item: Found, query: DeadlineQuery, now: datetime) -> bool:
    is_always_possible = isinstance(item.deadline.rule, RollingRule | BeforeStartRule)
    if query.mode is Mode.ALWAYS:
        return isinstance(item.deadline.rule, RollingRule)
    if query.mode is Mode.RUNNING:
        return _is_running(item, day_in_germany(now))
    is_named = is_asked_for(item.deadline.programme, query)
    if item.is_after_programme and query.start is None:
        return is_named
    if query.mode is Mode.NEXT and (item.due is None or is_always_possible) and not is_named:
        return False
    if query.period is None:
        # Of a whole year nobody wants to read what has no date, but of the programme asked for.
        return query.year is None or is_named or item.status is not Status.UNKNOWN
    if item.due is not None and not is_always_possible:
        return query.period.touches(item.due.first, item.due.last)
    return is_always_possible


def _is_running(item: Found, today: date) -> bool:
    """Say whether applications are taken today, or may be taken as far as anybody knows."""
    opens_on = None if item.due is None else item.due.opens_on
    if item.status in SURE_AND_RUNNING:
        return opens_on is None or opens_on <= today
    rule = item.deadline.rule
    if isinstance(rule, RollingRule | BeforeStartRule):
        return item.status is Status.UNCONFIRMED
    if isinstance(rule, PatternRule):
        # The round for a year that was asked for may be over.
        is_open = opens_on is not None and opens_on <= today
        return is_open and item.due is not None and today <= item.due.last
    return False


def _fits_codes(deadline: Deadline, query: DeadlineQuery) -> bool:
    action = deadline.action.casefold()
    return not query.codes or any(code in action for code in query.codes)


def _fits_formats(deadline: Deadline, query: DeadlineQuery) -> bool:
    wanted = set(query.formats)
    return not wanted or not deadline.formats or bool(set(deadline.formats) & wanted)


def _fits_routes(deadline: Deadline, query: DeadlineQuery) -> bool:
    # Which way it takes is not known: nobody with or without an umbrella body is ruled out.
    is_for_both = deadline.route is Route.TO_BE_ASKED and not {*query.routes} <= DIRECT_WAYS
    return not query.routes or deadline.route in query.routes or is_for_both
