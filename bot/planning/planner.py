"""Makes the plan: the same answers, files and day give the same plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.clock import day_in_germany
from bot.deadlines.lookup import YouthOffice
from bot.deadlines.models import Programme
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.status import SOON_DAYS
from bot.fit.case import Case
from bot.fit.result import FitResult, Verdict
from bot.fit.shown.verdict import barred_programmes, own_programmes
from bot.planning.conditions import is_needed
from bot.planning.deadline_steps import deadline_steps
from bot.planning.holidays import Periods, are_known, has_school_days, holidays_of
from bot.planning.models import (
    Phase,
    Plan,
    PlannedProgramme,
    Step,
    StepCertainty,
    StepRule,
    Urgency,
)
from bot.planning.whens import task_when
from bot.programmes.models import State

MOST_PROGRAMMES = 8
_FAR = 2
_BEFORE_JOURNEY = (Phase.IDEA, Phase.APPLICATION, Phase.APPROVAL, Phase.JOURNEY)


class StartMissingError(ValueError):
    """Without the first day there is nothing to count back from."""


def make_plan(
    fit: FitResult,
    rules: Sequence[StepRule],
    book: DeadlineBook,
    holidays: Periods,
    now: datetime,
    *,
    chosen: Sequence[str] = (),
    office: YouthOffice | None = None,
) -> Plan:
    """Return the plan for what ``fit`` was asked about, seen from ``now`` (aware).

    ``chosen`` are ids of programmes; none means all that fit or may fit. ``office`` is the
    Landesjugendamt of the applicant, where it is known.

    Raises:
        StartMissingError: the plan has no first day.
    """
    case = fit.case
    start = case.start
    if start is None:
        raise StartMissingError
    end = _last_day(case, start)
    barred = barred_programmes(fit, chosen)
    programmes, more = _programmes_but(barred, fit, chosen, book)
    touched = holidays_of(holidays, start, end)
    is_outside = has_school_days(start, end) and not (touched is not None and touched.covers)
    is_known = are_known(holidays, start)
    today = day_in_germany(now)
    planned = {item.sheet.id for item in programmes}
    needed = (
        rule
        for rule in rules
        if is_needed(rule.only, case, planned, is_outside_holidays=is_outside and is_known)
    )
    tasks = [_task(rule, start, end, today) for rule in needed]
    steps = [*tasks, *deadline_steps(case, start, programmes, book, now, office)]
    return Plan(
        case=case,
        start=start,
        programmes=tuple(programmes),
        more_programmes=more,
        steps=tuple(_in_order(steps)),
        holidays=touched,
        holidays_known=is_known,
        is_in_the_past=start <= today,
        barred=tuple(item for item in fit.programmes if item.sheet.id in barred),
    )


def _last_day(case: Case, start: date) -> date:
    duration = case.duration
    return start if duration is None else start + timedelta(days=duration - 1)


def _programmes_but(
    barred: Collection[str], fit: FitResult, chosen: Sequence[str], book: DeadlineBook
) -> tuple[list[PlannedProgramme], int]:
    """Return the programmes to plan with, none of the ``barred``, and how many are left out."""
    open_to_us = [programme for programme in chosen if programme not in barred]
    programmes, more = _programmes(fit, open_to_us, book)
    if not barred or open_to_us:
        return programmes, more
    # Those made for the country instead of the one that does not pay for it.
    own = own_programmes(fit)
    return [item for item in programmes if item.sheet.id in own] or programmes, 0


def _programmes(
    fit: FitResult, chosen: Collection[str], book: DeadlineBook
) -> tuple[list[PlannedProgramme], int]:
    if chosen:
        picked = [
            PlannedProgramme(item.sheet, item.verdict, is_chosen=True)
            for item in fit.programmes
            if item.sheet.id in chosen
        ]
        return picked, 0
    fitting = [
        PlannedProgramme(item.sheet, item.verdict, is_chosen=False)
        for item in fit.programmes
        if item.verdict is not Verdict.FITS_NOT
    ]
    # Who says nothing but a day would get every programme there is; these are the surest ones,
    # those made for the country before those for groups with any partner.
    asked = set(fit.case.countries)
    distances = {programme.id: _distance(programme, asked) for programme in book.programmes}
    fitting.sort(
        key=lambda item: (
            item.sheet.state is not State.OPEN,
            distances.get(item.sheet.id, _FAR),
        )
    )
    near = [item for item in fitting if distances.get(item.sheet.id, _FAR) < _FAR]
    # Who tells a country and no format plans a group's journey and no year abroad.
    is_group = bool(asked and near) and fit.case.format is None
    shown = (near if is_group else fitting)[:MOST_PROGRAMMES]
    return shown, len(fitting) - len(shown)


def _distance(programme: Programme, asked: set[str]) -> int:
    if asked & set(programme.countries):
        return 0
    return 1 if programme.any_country else _FAR


def _task(rule: StepRule, start: date, end: date, today: date) -> Step:
    first = None if rule.earliest is None else rule.earliest.before(start)
    last = None if rule.latest is None else rule.latest.before(start)
    if rule.after_end is not None:
        first = rule.after_end.after(end)
    return Step(
        id=rule.id,
        phase=rule.phase,
        title=rule.title,
        text=rule.text,
        when=task_when(first, last, start, today),
        first=first,
        last=last,
        urgency=_urgency(rule.phase, first, last, start, today),
        certainty=_certainty(rule),
        sources=rule.sources,
        checked_on=rule.checked_on,
        topic=rule.topic,
    )


def _urgency(
    phase: Phase, first: date | None, last: date | None, start: date, today: date
) -> Urgency:
    if start <= today and phase in _BEFORE_JOURNEY:
        return Urgency.OVER
    if last is not None and last < today:
        return Urgency.NOW
    if first is not None and first <= today:
        return Urgency.DUE
    day = first or last
    if day is None:
        return Urgency.OPEN
    return Urgency.SOON if (day - today).days <= SOON_DAYS else Urgency.AHEAD


def _certainty(rule: StepRule) -> StepCertainty:
    if not rule.sources:
        return StepCertainty.PRACTICE
    return StepCertainty.EXAMPLE if rule.is_example else StepCertainty.ABOUT


def _in_order(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps by phase: tasks without a day, then by day, then deadlines without one."""
    for phase in Phase:
        here = [step for step in steps if step.phase is phase]
        yield from (step for step in here if _day(step) is None and step.deadline is None)
        dated = [step for step in here if _day(step) is not None]
        yield from sorted(dated, key=lambda step: (_day(step) or date.max, step.id))
        yield from (step for step in here if _day(step) is None and step.deadline is not None)


def _day(step: Step) -> date | None:
    return step.first or step.last
