"""The applications of a plan: each deadline that concerns its programmes, its way and its start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.clock import day_in_germany
from bot.deadlines.due import Due, DueKind, is_for_start
from bot.deadlines.lookup import DeadlineQuery, Found, YouthOffice, found_for
from bot.deadlines.models import (
    BeforeStartRule,
    Confidence,
    Deadline,
    RollingRule,
    Route,
    Status,
)
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.cautions import after_programme_words, caution_words, sources_for
from bot.deadlines.shown.wording import german_date, route_words, rule_words
from bot.deadlines.status import SOON_DAYS, is_confirmed
from bot.fit.case import Case
from bot.fit.told.answers import may_have_umbrella
from bot.planning.models import Phase, PlannedProgramme, Step, StepCertainty, Urgency
from bot.planning.whens import deadline_when
from bot.texts import text

_SURE = (Status.OPEN, Status.SOON)

_USUAL_FORMAT = "jugendbegegnung"


def deadline_steps(
    case: Case,
    start: date,
    programmes: Iterable[PlannedProgramme],
    book: DeadlineBook,
    now: datetime,
    office: YouthOffice | None,
) -> Iterator[Step]:
    """Yield the steps of all programmes, except deadlines for members of one umbrella body."""
    for programme in programmes:
        meant = [
            deadline
            for deadline in book.deadlines
            if deadline.programme.id == programme.sheet.id
            and deadline.members_of is None
            and _fits_format(deadline, case)
        ]
        for deadline in _on_the_right_way(meant, case):
            found = found_for(deadline, book, DeadlineQuery(start=start), now)
            if _is_hopeless(deadline, found.status) or not is_for_start(deadline, start):
                continue
            yield _with_caution(_step(found, start, book, now, office), case)


def _is_hopeless(deadline: Deadline, status: Status) -> bool:
    if status is Status.ENDED:
        return True
    return status is Status.UNKNOWN and deadline.confidence is Confidence.LOW


def _fits_format(deadline: Deadline, case: Case) -> bool:
    """Say whether a deadline is for what is planned.

    Who tells a country and no format plans a group's journey, and no single one.
    """
    if not deadline.formats or case.format in deadline.formats:
        return True
    return case.format is None and (not case.countries or _USUAL_FORMAT in deadline.formats)


def _on_the_right_way(deadlines: list[Deadline], case: Case) -> list[Deadline]:
    """Leave out the way that is not open to the applicant, where another one is known."""
    if case.has_umbrella and may_have_umbrella(case.organisation):
        closed = Route.STATE_YOUTH_OFFICE
    elif case.has_umbrella is False or not may_have_umbrella(case.organisation):
        closed = Route.CENTRAL_BODY
    else:
        return deadlines
    return [item for item in deadlines if item.route is not closed] or deadlines


def _with_caution(step: Step, case: Case) -> Step:
    """Return the step with what has to be known first of the countries of the journey."""
    if step.deadline is None:
        return step
    told = " ".join(filter(None, (caution_words(step.deadline, case.countries), step.text)))
    return replace(step, text=told, sources=sources_for(step.deadline, case.countries))


def _step(
    found: Found, start: date, book: DeadlineBook, now: datetime, office: YouthOffice | None
) -> Step:
    deadline, due = found.deadline, found.due
    ask = deadline.ask
    is_unknown = found.status is Status.UNKNOWN
    rule = text("deadlines.when_unknown", ask=ask.name) if is_unknown else rule_words(found)
    if found.is_after_programme:
        rule = after_programme_words(deadline)
    certainty = _certainty(found, book, now)
    if certainty is StepCertainty.ABOUT:
        rule = f"{rule} {text('deadlines.please_check', ask=ask.name)}"
    return Step(
        id=f"frist_{deadline.id}",
        phase=Phase.APPLICATION,
        title=text(
            "planning.deadline_title", programme=deadline.programme.name, action=deadline.action
        ),
        text=rule,
        when=deadline_when(found, now),
        first=None if due is None else due.first,
        last=None if due is None else due.last,
        urgency=_urgency(found, start, now),
        certainty=certainty,
        sources=deadline.sources,
        checked_on=deadline.checked_on,
        note=_note(deadline, start, office),
        closes=None if due is None else due.closes,
        deadline=deadline,
        ask=ask,
        topic=deadline.programme.topic,
    )


def _urgency(found: Found, start: date, now: datetime) -> Urgency:
    due, today = found.due, day_in_germany(now)
    if found.status is Status.CLOSED or start <= today:
        return Urgency.OVER
    if due is None:
        return Urgency.OPEN
    deadline = found.deadline
    if due.is_past(now):
        if deadline.only_gives_priority:
            return Urgency.NOW
        # There is no date to miss where applications are always taken, only little time left.
        return Urgency.NOW if isinstance(deadline.rule, RollingRule) else Urgency.OVER
    if due.kind is DueKind.HABIT and due.first <= today:
        # Where it is not sure that the way is the group's, nobody is pushed into it.
        return Urgency.SOON if deadline.ask_first else Urgency.NOW
    return Urgency.SOON if (due.first - today).days <= SOON_DAYS else Urgency.AHEAD


def _certainty(found: Found, book: DeadlineBook, now: datetime) -> StepCertainty:
    if found.status is Status.UNKNOWN:
        return StepCertainty.UNKNOWN
    if found.status in _SURE and isinstance(found.due, Due):
        return StepCertainty.CONFIRMED
    if found.status is Status.ROLLING:
        is_day = isinstance(found.deadline.rule, BeforeStartRule) or found.due is not None
        today = day_in_germany(now)
        # A day that follows from a rule is as old as the page that names the rule.
        if not is_day or is_confirmed(found.deadline, book.primary_hosts, today):
            return StepCertainty.CONFIRMED
    return StepCertainty.ABOUT


def _note(deadline: Deadline, start: date, office: YouthOffice | None) -> str:
    parts = [f"{route_words(deadline, office)}.", deadline.ask_first, deadline.note]
    if deadline.valid_until is not None and start > deadline.valid_until:
        parts.append(text("planning.valid_until", day=german_date(deadline.valid_until)))
    return " ".join(filter(None, parts))
