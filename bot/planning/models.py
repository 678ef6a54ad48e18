"""A plan: steps with their days, rules, sources, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bot.deadlines.days import lead_before
from bot.deadlines.models import Body, Deadline
from bot.fit.case import Case
from bot.fit.result import ProgrammeFit, Verdict
from bot.knowledge.entry import Source
from bot.programmes.models import Sheet


class Phase(Enum):
    """The part of the plan that a step belongs to, in their order."""

    IDEA = "idee"
    APPLICATION = "antrag"
    APPROVAL = "zusage"
    JOURNEY = "reise"
    ON_THE_WAY = "unterwegs"
    AFTER = "danach"


class Urgency(Enum):
    """What a step means today."""

    OPEN = "open"
    """No day is known, or none is needed."""
    AHEAD = "ahead"
    SOON = "soon"
    DUE = "due"
    """This is the time for it."""
    NOW = "now"
    """It should have been done before, but it can still be done."""
    OVER = "over"


class StepCertainty(Enum):
    """How sure a step and its day are."""

    CONFIRMED = "confirmed"
    ABOUT = "about"
    EXAMPLE = "example"
    """Known of one place or body only."""
    PRACTICE = "practice"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Lead:
    """A distance in time."""

    months: int = 0
    weeks: int = 0
    days: int = 0

    def before(self, day: date) -> date:
        """Return the day so long before."""
        return lead_before(day, months=self.months, weeks=self.weeks, days=self.days)

    def after(self, day: date) -> date:
        """Return the day so long after."""
        return lead_before(day, months=-self.months, weeks=-self.weeks, days=-self.days)


@dataclass(frozen=True)
class Only:
    """When a step is needed; all conditions must hold, an empty one always does."""

    formats: tuple[str, ...] = ()
    not_formats: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    countries_except: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    not_organisations: tuple[str, ...] = ()
    umbrella: bool = False
    minors: bool = False
    outside_holidays: bool = False
    nrw: bool = False


@dataclass(frozen=True)
class StepRule:
    """A step of ``faq/planer.yml``.

    ``latest`` and ``earliest`` count back from the first day, ``after_end`` on from the last.
    Without sources it is advice from practice; ``is_example`` marks a lead time that is known of
    one place only.
    """

    id: str
    phase: Phase
    title: str
    text: str
    latest: Lead | None
    earliest: Lead | None
    after_end: Lead | None
    only: Only
    sources: tuple[Source, ...]
    is_example: bool
    topic: str | None
    checked_on: date


@dataclass(frozen=True)
class Step:
    """One step of a plan.

    ``first`` and ``last`` are its days, each None where it is open; both are None where no day is
    known. ``closes`` is the moment from which it is too late, only for a confirmed date. ``when``
    says the days in words, ``text`` the rule. ``deadline`` is set for applications.
    """

    id: str
    phase: Phase
    title: str
    text: str
    when: str
    first: date | None
    last: date | None
    urgency: Urgency
    certainty: StepCertainty
    sources: tuple[Source, ...]
    checked_on: date
    note: str = ""
    closes: datetime | None = None
    deadline: Deadline | None = None
    ask: Body | None = None
    topic: str | None = None


@dataclass(frozen=True)
class PlannedProgramme:
    """A programme whose deadlines are in the plan, and whether it fits as far as is known."""

    sheet: Sheet
    verdict: Verdict
    is_chosen: bool


@dataclass(frozen=True)
class Holidays:
    """School holidays of NRW that a journey touches; ``covers`` if it lies in them altogether."""

    name: str
    first: date
    last: date
    covers: bool


@dataclass(frozen=True)
class Plan:
    """All steps in the order of their phases and days.

    ``holidays`` is None where the journey touches none, ``holidays_known`` is false where the
    office has not entered those of that year. ``more_programmes`` counts those that were left out;
    ``barred`` are those chosen that pay neither for the countries nor for the applicant, and whose
    deadlines would only mislead.
    """

    case: Case
    start: date
    programmes: tuple[PlannedProgramme, ...]
    more_programmes: int
    steps: tuple[Step, ...]
    holidays: Holidays | None
    holidays_known: bool
    is_in_the_past: bool
    barred: tuple[ProgrammeFit, ...] = ()

    def of_phase(self, phase: Phase) -> list[Step]:
        """Return the steps of a phase."""
        return [step for step in self.steps if step.phase is phase]
