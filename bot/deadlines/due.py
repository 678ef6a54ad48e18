"""When a deadline falls: in general, or for a project that begins on a known day.

Only a confirmed date is certain. Everything else is a span in which the deadline used to fall, or
a day that follows from a rule nobody has confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timezone
from enum import Enum

from bot.clock import day_in_germany
from bot.deadlines.days import lead_before, months_before
from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    FixedRule,
    MonthDay,
    PatternRule,
    RollingRule,
    Round,
    Status,
)
from bot.deadlines.sources import PrimaryHosts
from bot.deadlines.status import closing_moment, status_at

_YEARS_BACK = 1


class DueKind(Enum):
    """What makes the day."""

    CONFIRMED = "confirmed"
    HABIT = "habit"
    RECKONED = "reckoned"
    """Counted back from the beginning of the project."""


@dataclass(frozen=True)
class Due:
    """The day, or the first and last day between which it used to fall.

    ``closes`` is the moment from which it is too late, only for a confirmed date. ``opens_on`` is
    the day from which applications are taken, as sure as the rest. ``round`` is the round of the
    habit.
    """

    kind: DueKind
    first: date
    last: date
    closes: datetime | None = None
    opens_on: date | None = None
    round: Round | None = None

    @property
    def year(self) -> int:
        """Return the year in which applications close."""
        return self.last.year

    def is_past(self, now: datetime) -> bool:
        """Say whether it is too late, seen from ``now`` (aware)."""
        if self.closes is not None:
            return self.closes.astimezone(timezone.utc) <= now.astimezone(timezone.utc)
        return self.last < day_in_germany(now)


def next_due(deadline: Deadline, hosts: PrimaryHosts, now: datetime) -> Due | None:
    """Return the next time that is still to come; None where no day can be told.

    Rules that depend on a project, and those without any day, have none.
    """
    rule = deadline.rule
    if isinstance(rule, FixedRule):
        return _confirmed(deadline, rule, hosts, now)
    today = day_in_germany(now)
    coming = rounds_ahead(deadline, today, date(today.year + 1, 12, 31))
    return min(coming, key=lambda due: (due.last, due.first), default=None)


def due_within(
    deadline: Deadline, hosts: PrimaryHosts, first: date | None, until: date | None, now: datetime
) -> Due | None:
    """Return the round that closes from ``first`` to before ``until``, else the next one.

    With no ``until`` it is the first one from ``first`` on.
    """
    today = day_in_germany(now)
    until = until or date(max(first or today, today).year + 1, 12, 31)
    coming = rounds_ahead(deadline, today, until)
    there = [d for d in coming if d.first < until and (first is None or d.last >= first)]
    if there:
        return min(there, key=lambda due: (due.last, due.first))
    return next_due(deadline, hosts, now)


def due_for_start(
    deadline: Deadline, hosts: PrimaryHosts, start: date, now: datetime
) -> Due | None:
    """Return when the deadline falls for a project that begins on ``start``, past or not.

    Of several rounds the last one counts. None where no day can be told: nothing is known, the
    date is not confirmed or over, the round is for other projects or after the programme's end.
    """
    rule, programme = deadline.rule, deadline.programme
    if isinstance(rule, BeforeStartRule | RollingRule) and not programme.runs_on(start):
        return None
    if isinstance(rule, BeforeStartRule):
        day = lead_before(start, months=rule.months, weeks=rule.weeks)
        return Due(DueKind.RECKONED, day, day)
    if isinstance(rule, RollingRule) and rule.processing_weeks:
        day = lead_before(start, weeks=rule.processing_weeks)
        return Due(DueKind.RECKONED, day, day)
    if isinstance(rule, FixedRule):
        is_meant = rule.starts is None or rule.starts[0] <= start <= rule.starts[1]
        found = _confirmed(deadline, rule, hosts, now) if is_meant else None
        return found if found is not None and found.last < start else None
    if isinstance(rule, PatternRule):
        latest = months_before(start, rule.lead_months)
        rounds = [due for due in _rounds_for(rule, start) if due.first < latest]
        found = max(rounds, key=lambda due: due.last, default=None)
        # An earlier round is for other projects, even where this one is beyond the programme.
        return found if found is not None and programme.runs_on(found.last) else None
    return None


def is_for_start(deadline: Deadline, start: date) -> bool:
    """Say whether a deadline may concern a project that begins on ``start``."""
    rule = deadline.rule
    if isinstance(rule, FixedRule):
        if rule.starts is not None:
            return rule.starts[0] <= start <= rule.starts[1]
        return rule.day < start
    if isinstance(rule, PatternRule) and rule.rounds:
        return bool(_rounds_for(rule, start))
    return True


def due_for_year(deadline: Deadline, hosts: PrimaryHosts, year: int, now: datetime) -> Due | None:
    """Return when to apply for projects of a year, or else what closes in that year.

    The round for the year that comes next goes before all others; where none is left, it is the
    next one that closes in the year, and at last the round for the year, or in it, that is over.
    None where no day can be told.
    """
    rule = deadline.rule
    if isinstance(rule, FixedRule):
        found = _confirmed(deadline, rule, hosts, now)
        ends = year if rule.starts is None else rule.starts[1].year
        return found if found is not None and found.year <= year <= ends else None
    if not isinstance(rule, PatternRule):
        return None
    today = day_in_germany(now)
    for_year = [
        _in_year(item, year - item.years_before)
        for item in rule.rounds
        if item.years_before is not None
    ]
    coming = rounds_ahead(deadline, today, date(year, 12, 31))
    ahead = {(due.first, due.last) for due in coming}
    meant = [due for due in for_year if (due.first, due.last) in ahead]
    others = [due for due in coming if due.year == year or year_of_projects(due) is None]
    first = min(meant or others, key=lambda due: (due.last, due.first), default=None)
    # What is left are rounds that are over: for projects of the year, or else in the year.
    gone = for_year or [_in_year(item, year) for item in rule.rounds if item.years_before is None]
    gone = [due for due in gone if deadline.programme.runs_on(due.last)]
    return first or max(gone, key=lambda due: due.last, default=None)


def year_of_projects(due: Due) -> int | None:
    """Return the year of the projects that a round is for; None where it is not tied to any."""
    if due.round is None or due.round.years_before is None:
        return None
    return due.year + due.round.years_before


def spans_around(rule: PatternRule, year: int) -> list[tuple[date, date]]:
    """Return first and last days between which the rounds close in a year and those beside it."""
    years = (year - 1, year, year + 1)
    return [(r.first.on(number), r.last.on(number)) for r in rule.rounds for number in years]


def rounds_ahead(deadline: Deadline, today: date, until: date) -> list[Due]:
    """Return the rounds of a habit that are not over ``today`` and begin to close by ``until``.

    A round is over as well when one of the last known days shows that it has closed. None is
    beyond the period of the programme.
    """
    rule, known = deadline.rule, deadline.last_known
    if not isinstance(rule, PatternRule):
        return []
    found = [
        due
        for item in rule.rounds
        for year in range(today.year, until.year + 1)
        if (due := _in_year(item, year)).last >= today and due.first <= until
        if deadline.programme.runs_on(due.last)
        if not any(due.first <= day < today and day <= due.last for day in known)
    ]
    # Two rounds may close on the same days and differ only in their projects.
    return list({(due.first, due.last): due for due in found}.values())


def _confirmed(
    deadline: Deadline, rule: FixedRule, hosts: PrimaryHosts, now: datetime
) -> Due | None:
    if status_at(deadline, hosts, now) not in (Status.OPEN, Status.SOON):
        return None
    return Due(DueKind.CONFIRMED, rule.day, rule.day, closing_moment(rule), rule.opens_on)


def _rounds_for(rule: PatternRule, start: date) -> list[Due]:
    found = []
    for item in rule.rounds:
        if item.years_before is None:
            years = range(start.year - _YEARS_BACK, start.year + 1)
            found += [due for year in years if (due := _in_year(item, year)).last < start]
        elif _covers(item, start):
            due = _in_year(item, start.year - item.years_before)
            if due.first < start:
                found.append(due)
    return found


def _covers(item: Round, start: date) -> bool:
    if item.starts is None:
        return True
    first, last = item.starts
    day = MonthDay(start.month, start.day)
    return first <= day <= last if first <= last else day >= first or day <= last


def _in_year(item: Round, year: int) -> Due:
    first, last = item.first.on(year), item.last.on(year)
    opens_on = None
    if item.opens is not None:
        opens_on = item.opens.on(year if item.opens <= item.last else year - 1)
    return Due(DueKind.HABIT, first, last, None, opens_on, item)
