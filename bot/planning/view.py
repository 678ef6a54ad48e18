"""A plan in German words, for page, chat and calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.deadlines.shown.wording import german_date
from bot.fit.case import Case
from bot.fit.result import Finding, ProgrammeFit, Verdict
from bot.fit.shown.wording import case_lines
from bot.knowledge.shown.cards import source_items
from bot.planning.models import Phase, Plan, Step, StepCertainty, Urgency
from bot.texts import text

_BADGES: Mapping[Urgency, str] = {
    Urgency.SOON: "soon",
    Urgency.DUE: "open",
    Urgency.NOW: "closed",
    Urgency.OVER: "ended",
}
_TOLD_CERTAINTY = (StepCertainty.EXAMPLE, StepCertainty.PRACTICE, StepCertainty.UNKNOWN)


@dataclass(frozen=True)
class StepView:
    """A step as it is shown.

    ``badge`` is the kind of the urgency's mark (None: none), ``urgency`` its words; ``certainty``
    is empty where nothing needs to be said. ``programme`` is the id of the programme whose late
    chances are worth a look, for a deadline that is over; ``deadline`` that of one to come.
    """

    id: str
    title: str
    when: str
    text: str
    note: str
    badge: str | None
    urgency: str
    certainty: str
    ask: tuple[str, str] | None
    sources: list[Mapping[str, str]]
    checked_on: str
    topic: str | None
    programme: str | None
    deadline: str | None


@dataclass(frozen=True)
class PlanView:
    """The plan as it is shown: what was said, the programmes, the hints, the steps by phase.

    ``overview`` holds the steps that have a day, in the order of the calendar.
    """

    lines: list[tuple[str, str]]
    programmes: list[tuple[str, str, str]]
    hints: list[str]
    overview: list[StepView]
    phases: list[tuple[str, list[StepView]]]


def plan_view(plan: Plan) -> PlanView:
    """Return the plan in words; ``programmes`` are id, short name and verdict."""
    return PlanView(
        lines=case_lines(plan.case),
        programmes=[
            (item.sheet.id, item.sheet.short, text(f"fit.badge_{item.verdict.value}"))
            for item in plan.programmes
        ],
        hints=list(_hints(plan)),
        overview=[step_view(step) for step in sorted(filter(_day, plan.steps), key=_order)],
        phases=[
            (text(f"planning.phase_{phase.value}"), [step_view(step) for step in steps])
            for phase in Phase
            if (steps := plan.of_phase(phase))
        ],
    )


def _day(step: Step) -> date | None:
    return step.first or step.last


def _order(step: Step) -> tuple[date, str]:
    return (_day(step) or date.max, step.id)


def step_view(step: Step) -> StepView:
    """Return a step in words."""
    is_over = step.urgency is Urgency.OVER and step.deadline is not None
    return StepView(
        id=step.id,
        title=step.title,
        when=step.when,
        text=step.text,
        note=step.note,
        badge=_BADGES.get(step.urgency),
        urgency=text(f"planning.urgency_{step.urgency.value}") if step.urgency in _BADGES else "",
        certainty=certainty_words(step),
        ask=None if step.ask is None else (step.ask.name, step.ask.url),
        sources=source_items(step.sources),
        checked_on=step.checked_on.isoformat(),
        topic=step.topic,
        programme=step.deadline.programme.id if is_over and step.deadline is not None else None,
        deadline=None if step.deadline is None or is_over else step.deadline.id,
    )


def certainty_words(step: Step) -> str:
    """Return how sure a step is, empty where it needs no mark.

    Advice without a day speaks for itself; a day or a deadline that nobody confirmed does not.
    """
    is_told = step.certainty in _TOLD_CERTAINTY
    if step.certainty is StepCertainty.ABOUT:
        is_told = step.deadline is not None or step.first is not None or step.last is not None
    return text(f"planning.certainty_{step.certainty.value}") if is_told else ""


def _hints(plan: Plan) -> list[str]:
    hints = [*map(_barred, plan.barred)]
    if plan.is_in_the_past:
        hints.append(text("planning.hint_past"))
    elif any(step.urgency is Urgency.OVER for step in plan.steps):
        hints.append(text("planning.hint_over"))
    if not plan.programmes:
        hints.append(text("planning.hint_no_programme"))
    elif plan.more_programmes:
        hints.append(text(_more(plan.case), number=plan.more_programmes))
    doubtful = [item for item in plan.programmes if item.is_chosen]
    doubtful = [item for item in doubtful if item.verdict is Verdict.FITS_NOT]
    if doubtful:
        names = ", ".join(item.sheet.short for item in doubtful)
        hints.append(text("planning.hint_does_not_fit", programmes=names))
    holidays = plan.holidays
    if holidays is not None:
        key = "planning.hint_holidays" if holidays.covers else "planning.hint_holidays_partly"
        first, last = german_date(holidays.first), german_date(holidays.last)
        hints.append(text(key, name=holidays.name, first=first, last=last))
    elif plan.holidays_known:
        hints.append(text("planning.hint_no_holidays"))
    return hints


def _more(case: Case) -> str:
    """Return the sentence for programmes that are left out, by what would make the plan exact."""
    if case.countries:
        return "planning.hint_more_known" if case.format else "planning.hint_more_format"
    return "planning.hint_more_country" if case.format else "planning.hint_more"


def _barred(item: ProgrammeFit) -> str:
    """Return why a chosen programme is not in the plan."""
    rules = [evidence.text for found in item.of(Finding.BROKEN) for evidence in found.evidence]
    return text("planning.hint_barred", programme=item.sheet.short, rule=" ".join(rules[:1]))
