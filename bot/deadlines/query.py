"""What is asked about deadlines, and what a look-up found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.deadlines.due import Due
from bot.deadlines.models import Deadline, Programme, Route, Status

DIRECT_WAYS = frozenset({Route.DIRECT, Route.PORTAL})


class Mode(Enum):
    """What is wanted: everything, what is open now, what closes next, what has no deadline."""

    ALL = "all"
    RUNNING = "running"
    NEXT = "next"
    ALWAYS = "always"


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
    than the first of a month or season where it is not exact. ``year`` alone is both: what is for
    projects of that year, and what closes in it. ``routes`` are the wanted ways, ``office`` the
    Landesjugendamt that is meant, ``state`` the id of the applicant's Bundesland (``bot.places``),
    ``codes`` the actions by their short names in small letters, such as ka210.
    """

    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    period: Period | None = None
    start: date | None = None
    is_start_exact: bool = True
    year: int | None = None
    routes: tuple[Route, ...] = ()
    office: YouthOffice | None = None
    state: str | None = None
    mode: Mode = Mode.ALL
    codes: tuple[str, ...] = ()

    @property
    def earliest(self) -> date | None:
        """Return the first day of the time that was asked for, None where none was."""
        if self.start is not None:
            return self.start
        if self.year is not None:
            return date(self.year, 1, 1)
        return None if self.period is None else self.period.first


class LookupOutcome(Enum):
    """How well the book answers the question."""

    FOUND = "found"
    OVERVIEW = "overview"
    GENERAL_ONLY = "general_only"
    RUNNING = "running"
    NEXT = "next"
    ALWAYS = "always"
    IN_PERIOD = "in_period"
    FOR_YEAR = "for_year"
    NOTHING_IN_PERIOD = "nothing_in_period"
    NOTHING_RUNNING = "nothing_running"
    NOTHING_ALWAYS = "nothing_always"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Found:
    """A deadline at the moment of the look-up.

    ``days_left`` counts to a confirmed date. ``due`` is when it falls next, or for the project
    that was asked about; None where no day can be told. ``is_after_programme``: asked for is a time
    after the period of the programme, of which nothing is known.
    """

    deadline: Deadline
    status: Status
    days_left: int | None = None
    due: Due | None = None
    is_after_programme: bool = False


@dataclass(frozen=True)
class LookupResult:
    """Outcome and deadlines, the most useful first.

    ``undated`` counts the deadlines that were left out because no day is known of them.
    """

    outcome: LookupOutcome
    items: tuple[Found, ...]
    query: DeadlineQuery = DeadlineQuery()
    undated: int = 0


def is_way_sure(deadline: Deadline, query: DeadlineQuery) -> bool:
    """Say whether nothing has to be settled before this way is taken, as far as was asked.

    Who names the programme means its dates. The direct way to a ministry is one of several of a
    programme, and sure only for whoever asks for that way and no other.
    """
    if not deadline.ask_first:
        return True
    if deadline.route is Route.DIRECT:
        return bool(query.routes) and DIRECT_WAYS.issuperset(query.routes)
    return deadline.programme.id in query.programmes


def is_asked_for(programme: Programme, query: DeadlineQuery) -> bool:
    """Say whether a programme was asked for by name, or is made for a country asked for."""
    return programme.id in query.programmes or bool(set(programme.countries) & set(query.countries))
