"""Programmes, deadline rules and events as the office keeps them in ``faq/``."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from bot.knowledge.entry import Source


class Route(Enum):
    """The way an application takes."""

    DIRECT = "direkt"
    PORTAL = "portal"
    CENTRAL_BODY = "zentralstelle"
    STATE_YOUTH_OFFICE = "landesjugendamt"
    TO_BE_ASKED = "erfragen"


class Status(Enum):
    """What a rule means on a given day."""

    OPEN = "open"
    SOON = "soon"
    CLOSED = "closed"
    ROLLING = "rolling"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Confidence(Enum):
    """How much the office trusts an entry; it can lower the certainty of a rule, never raise it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Body:
    """The body to ask about a deadline."""

    name: str
    url: str


@dataclass(frozen=True)
class LateChance:
    """What is known about applying late, for example for money that is left over."""

    text: str
    sources: tuple[Source, ...]
    checked_on: date


@dataclass(frozen=True)
class Caution:
    """What has to be known first where a programme is wanted for one of ``countries``."""

    countries: tuple[str, ...]
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Programme:
    """A funding programme.

    ``countries`` are the ISO codes it is made for; ``any_country`` marks the programmes for groups
    that fit most partner countries, except ``excluded_countries``. ``states`` are the Bundesländer
    (ids of ``bot.places``) that applicants must come from, empty for all. ``instead`` are pairs of
    a country and the programme that has the programme's own deadlines for it. ``cautions`` tell
    what is restricted or not sure for some countries. ``runs_until`` is the last day of a programme
    that runs for a period of years: of its habits nothing follows for the time after it.
    """

    id: str
    name: str
    ask: Body
    topic: str | None
    countries: tuple[str, ...]
    any_country: bool = False
    excluded_countries: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    late: tuple[LateChance, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    cautions: tuple[Caution, ...] = ()
    runs_until: date | None = None

    def runs_on(self, day: date) -> bool:
        """Say whether a day lies in the period of the programme, as far as one is known."""
        return self.runs_until is None or day <= self.runs_until


@dataclass(frozen=True, order=True)
class MonthDay:
    """A day that comes every year."""

    month: int
    day: int

    def on(self, year: int) -> date:
        """Return the day in a year; the last one of a shorter February."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True)
class FixedRule:
    """One confirmed calendar date; ``at`` is local time in ``zone``.

    ``opens_on`` is the first day on which applications are taken. ``starts`` are the first and the
    last day on which projects of this round may begin; None where that is not known.
    """

    day: date
    at: time | None
    zone: str
    opens_on: date | None = None
    starts: tuple[date, date] | None = None


@dataclass(frozen=True)
class BeforeStartRule:
    """A lead time counted back from the start of the project; exactly one unit is set."""

    months: int = 0
    weeks: int = 0


@dataclass(frozen=True)
class Round:
    """One round of a habit, the same every year and never certain.

    Applications used to close between ``first`` and ``last``, which ``label`` says in words and
    without a year. ``opens`` is the day on which applications usually begin. ``starts`` are the
    first and last days on which projects of the round begin; ``years_before`` is the number of
    years from the round to that beginning, None if the round is not tied to a project.
    """

    first: MonthDay
    last: MonthDay
    label: str
    opens: MonthDay | None = None
    starts: tuple[MonthDay, MonthDay] | None = None
    years_before: int | None = None

    def holds(self, day: date) -> bool:
        """Say whether a day lies where this round used to close."""
        return self.first.on(day.year) <= day <= self.last.on(day.year)


@dataclass(frozen=True)
class PatternRule:
    """A habit of former years; ``lead_months`` must lie between application and start."""

    text: str
    rounds: tuple[Round, ...]
    lead_months: int = 0


@dataclass(frozen=True)
class RollingRule:
    """Applications at any time; ``processing_weeks`` is 0 where it is not known."""

    text: str
    processing_weeks: int = 0


@dataclass(frozen=True)
class EndedRule:
    """The funding no longer exists; ``text`` tells since when and what came after it."""

    text: str


@dataclass(frozen=True)
class UnknownRule:
    """No date or habit is known: only the body to ask can be named."""


Rule = FixedRule | BeforeStartRule | PatternRule | RollingRule | EndedRule | UnknownRule


@dataclass(frozen=True)
class Deadline:
    """What has to be handed in by when, on which route, and how we know.

    The rule is known to hold from ``valid_from`` to ``valid_until`` (inclusive); outside it is
    only a habit. ``review_by`` is the day of the next check, where the office has set one.
    ``countries`` are the ones it is for, empty for all of the programme. ``own_ask`` is the body
    to ask where it is not that of the programme. ``ask_first`` tells what to settle, and with
    whom, before anybody takes this way: it is not sure that it is theirs. After a date that
    ``only_gives_priority`` applications are still taken.
    """

    id: str
    programme: Programme
    action: str
    formats: tuple[str, ...]
    route: Route
    members_of: str | None
    rule: Rule
    last_known: tuple[date, ...]
    note: str
    sources: tuple[Source, ...]
    checked_on: date
    confidence: Confidence = Confidence.MEDIUM
    valid_from: date | None = None
    valid_until: date | None = None
    review_by: date | None = None
    countries: tuple[str, ...] = ()
    own_ask: Body | None = None
    ask_first: str = ""
    only_gives_priority: bool = False

    @property
    def ask(self) -> Body:
        """Return the body to ask about this deadline: its own, else that of the programme."""
        return self.own_ask or self.programme.ask


@dataclass(frozen=True)
class Event:
    """An event of the office or of a partner; past ones tell the habit of a series.

    ``starts_at`` and ``ends_at`` are times in Germany on the first and the last day.
    ``registration`` is the address where people sign up, ``calendar_id`` the UID of the calendar
    file it was imported from.
    """

    id: str
    title: str
    starts_on: date
    ends_on: date
    place: str
    url: str
    sources: tuple[Source, ...]
    checked_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    registration: str | None = None
    note: str = ""
    calendar_id: str | None = None
