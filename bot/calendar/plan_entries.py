"""A plan as entries of a calendar: every step that has a day to come, and the journey itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.calendar.entries import Entry, Revision
from bot.deadlines.models import FixedRule
from bot.planning.models import Plan, Step, StepCertainty, Urgency
from bot.planning.query import plan_query
from bot.texts import text

_ALARM_DAYS = (7,)
_DONE_WITH = (Urgency.OVER, Urgency.NOW, Urgency.OPEN)
_CERTAIN = (StepCertainty.CONFIRMED, StepCertainty.PRACTICE)


def plan_entries(plan: Plan, now: datetime, site: str, chosen: tuple[str, ...] = ()) -> list[Entry]:
    """Return the entries; two plans for the same journey have the same UIDs."""
    query = plan_query(plan.case, chosen)
    key = hashlib.sha256(query.encode()).hexdigest()[:16]
    url = f"{site.rstrip('/')}/planer?{query}"
    revision = Revision(0, now)
    entries = list(_steps(plan, key, url, revision))
    duration = plan.case.duration or 1
    entries.append(
        Entry(
            uid=f"plan-{key}-reise",
            title=text("calendar.journey"),
            text=text("calendar.plan", url=url),
            first=plan.start,
            last=plan.start + timedelta(days=duration - 1),
            revision=revision,
            url=url,
        )
    )
    return sorted(entries, key=lambda entry: (entry.first, entry.uid))


def _steps(plan: Plan, key: str, url: str, revision: Revision) -> Iterator[Entry]:
    for step in plan.steps:
        day = _day(step)
        if day is None or step.urgency in _DONE_WITH:
            continue
        lines = [step.when, step.text, step.note, text("calendar.plan", url=url)]
        yield Entry(
            uid=f"plan-{key}-{step.id}",
            title=step.title,
            text="\n".join(filter(None, lines)),
            first=day,
            last=day,
            revision=revision,
            is_certain=step.certainty in _CERTAIN,
            starts_at=step.closes if _has_time(step) else None,
            url=url,
            alarm_days=_ALARM_DAYS,
        )


def _day(step: Step) -> date | None:
    """Return the day to remember: the first on which applications may close, the last for tasks."""
    return step.first if step.deadline is not None else step.last or step.first


def _has_time(step: Step) -> bool:
    rule = None if step.deadline is None else step.deadline.rule
    return step.closes is not None and isinstance(rule, FixedRule) and rule.at is not None
