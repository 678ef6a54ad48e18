"""What the check finds: a verdict on each programme with its reasons, and the first way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.deadlines.models import Body
from bot.fit.case import Case
from bot.knowledge.entry import Source
from bot.knowledge.shown.fact_cards import FactItem
from bot.programmes.models import Certainty, Sheet


class Finding(Enum):
    """What one rule means for the plan."""

    KEPT = "kept"
    BROKEN = "broken"
    OPEN = "open"
    """The rule is known, the plan does not say enough yet."""
    UNCLEAR = "unclear"
    """Rule and plan are known; whether they fit, only the body can say."""
    UNKNOWN = "unknown"
    """No rule is known."""
    NOTE = "note"
    """Nothing that decides, but worth knowing."""


class Verdict(Enum):
    """What all rules together mean; the values are those of ``facts`` cards."""

    FITS = "yes"
    UNCLEAR = "maybe"
    FITS_NOT = "no"


@dataclass(frozen=True)
class Evidence:
    """The wording of a rule and where it stands; without a source it is advice from practice."""

    text: str
    source: Source | None
    certainty: Certainty
    checked_on: date


@dataclass(frozen=True)
class Judgement:
    """One rule applied to the plan.

    ``topic`` names what the rule is about (``fit.topic_<topic>`` in the texts), ``needs`` what is
    open (``fit.field_<needs>``), ``note`` says in German what is special here.
    """

    topic: str
    finding: Finding
    evidence: tuple[Evidence, ...] = ()
    needs: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class LeadTime:
    """A deadline for the planned start: its ``latest`` day, and whether that is past."""

    action: str
    start: date
    latest: date
    is_past: bool


@dataclass(frozen=True)
class ProgrammeFit:
    """One programme.

    ``position`` is its place in the deadline book; ``breadth`` is the number of countries it is
    made for if one of them is a partner country of the plan, otherwise None.
    """

    sheet: Sheet
    verdict: Verdict
    judgements: tuple[Judgement, ...]
    position: int
    breadth: int | None
    remarks: tuple[Evidence, ...] = ()
    deadlines: tuple[FactItem, ...] = ()
    lead_times: tuple[LeadTime, ...] = ()
    late_chances: tuple[FactItem, ...] = ()

    def of(self, *findings: Finding) -> list[Judgement]:
        """Return the judgements with one of the findings."""
        return [item for item in self.judgements if item.finding in findings]

    @property
    def open_questions(self) -> list[str]:
        """Return the questions whose answers are still needed, each once."""
        needed = (item.needs for item in self.of(Finding.OPEN))
        return list(dict.fromkeys(question for question in needed if question is not None))


class Way(Enum):
    """Where an application goes first."""

    CENTRAL_BODY = "central_body"
    ASK_UMBRELLA = "ask_umbrella"
    YOUTH_OFFICE = "youth_office"
    DIRECT = "direct"
    ASK = "ask"


@dataclass(frozen=True)
class WayStep:
    """One way for some programmes.

    ``otherwise`` is the way without an umbrella body where we do not know whether there is one;
    ``contact`` is set where the way leads to a single body.
    """

    way: Way
    otherwise: Way | None
    programmes: tuple[ProgrammeFit, ...]
    contact: Body | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class FitResult:
    """The whole result, the most useful programmes first; ``steps`` begin with the first way."""

    case: Case
    programmes: tuple[ProgrammeFit, ...]
    steps: tuple[WayStep, ...]
    notes: tuple[Evidence, ...]
    is_short_notice: bool
    is_in_the_past: bool

    def with_verdict(self, verdict: Verdict) -> list[ProgrammeFit]:
        """Return the programmes with this verdict in order."""
        return [item for item in self.programmes if item.verdict is verdict]


def distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return each piece of evidence once, in order."""
    return tuple(dict.fromkeys(evidence))
