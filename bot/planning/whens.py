"""When a step of a plan is due, in words that never name a day gone by as one to come."""

from __future__ import annotations

from datetime import date, datetime

from bot.deadlines.due import DueKind
from bot.deadlines.lookup import Found
from bot.deadlines.models import FixedRule, RollingRule, Status
from bot.deadlines.shown.wording import fixed_until, german_date
from bot.texts import text


def task_when(first: date | None, last: date | None, start: date, today: date) -> str:
    """Return when a task falls that may begin on ``first`` and has to be done by ``last``.

    ``start`` is the first day of the journey: what was due before one that is over is not told to
    be made up for.
    """
    if last is not None and last < today:
        key = "planning.when_overdue" if start > today else "planning.when_was_due"
        return text(key, day=german_date(last))
    has_begun = first is not None and first <= today
    if last is None:
        if first is None:
            return ""
        return text(
            "planning.when_now" if has_begun else "planning.when_from", day=german_date(first)
        )
    if has_begun:
        return text("planning.when_now_until", day=german_date(last))
    if first is None:
        return text("planning.when_latest", day=german_date(last))
    return text("planning.when_window", first=german_date(first), last=german_date(last))


def deadline_when(found: Found, now: datetime) -> str:
    """Return when an application is due for the journey; one that is over says so itself."""
    deadline, due = found.deadline, found.due
    if due is None:
        if found.status is Status.CLOSED:
            return text("planning.when_over")
        is_rolling = isinstance(deadline.rule, RollingRule) and not found.is_after_programme
        return text("planning.when_any_time" if is_rolling else "planning.when_unknown")
    is_past = due.is_past(now)
    if due.kind is DueKind.HABIT and due.round is not None:
        key = "planning.when_habit"
        if is_past:
            key += "_priority" if deadline.only_gives_priority else "_past"
        return text(key, label=due.round.label, year=due.year)
    if due.kind is DueKind.CONFIRMED and isinstance(deadline.rule, FixedRule):
        return text("planning.when_until", until=fixed_until(deadline.rule))
    key = "planning.when_reckoned_past" if is_past else "planning.when_reckoned"
    return text(key, day=german_date(due.last))
