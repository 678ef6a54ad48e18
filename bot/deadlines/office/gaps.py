"""What the office should look after in the deadline book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import OFFICE_ZONE
from bot.deadlines.models import Deadline, FixedRule, PatternRule, Programme, Status
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.status import is_confirmed, status_at

REVIEW_AFTER = timedelta(days=90)
"""An entry without a day of its own is to be checked again after so long."""

WINDOW_AHEAD = timedelta(days=60)
"""So long before a usual round the office should look whether its date is published."""

_SURE = (Status.OPEN, Status.SOON)


@dataclass(frozen=True)
class NoSuccessor:
    """A deadline whose last date is over, or whose usual time is near, without a date to come."""

    deadline: Deadline
    last_day: date | None
    next_usual: date | None
    usual_end: date | None = None


@dataclass(frozen=True)
class Overdue:
    """A deadline that should have been checked again on ``day``."""

    deadline: Deadline
    day: date


@dataclass(frozen=True)
class AskedInVain:
    """A programme that was asked about ``number`` times although no date of it is confirmed."""

    programme: Programme
    number: int


@dataclass(frozen=True)
class DeadlineGaps:
    """Each list with the most urgent first.

    ``stale`` are dates to come whose source is no longer of this year, so that they are not
    shown as certain.
    """

    without_successor: tuple[NoSuccessor, ...]
    overdue: tuple[Overdue, ...]
    stale: tuple[Deadline, ...]
    asked_in_vain: tuple[AskedInVain, ...]


def deadline_gaps(
    book: DeadlineBook, today: date, asked: Mapping[str, int] | None = None
) -> DeadlineGaps:
    """Return the gaps on a day in Germany.

    ``asked`` counts the questions for deadlines by programme id (``bot.conversations.counts``).
    """
    now = datetime.combine(today, time(12), OFFICE_ZONE)
    return DeadlineGaps(
        without_successor=_without_successor(book, today, now),
        overdue=_overdue(book, today),
        stale=tuple(_stale(book, now)),
        asked_in_vain=_asked_in_vain(book, now, asked or {}),
    )


def review_day(deadline: Deadline) -> date:
    """Return the day on which a deadline is to be checked again."""
    return deadline.review_by or deadline.checked_on + REVIEW_AFTER


def _without_successor(book: DeadlineBook, today: date, now: datetime) -> tuple[NoSuccessor, ...]:
    found = []
    for deadline in book.deadlines:
        rule = deadline.rule
        if isinstance(rule, FixedRule):
            if status_at(deadline, book.primary_hosts, now) is Status.CLOSED:
                found.append(NoSuccessor(deadline, rule.day, None))
        elif isinstance(rule, PatternRule) and rule.rounds:
            end, usual = min(
                (item.last.on(year), item.first.on(year))
                for item in rule.rounds
                for year in _years(today)
                # A round that has begun is the one to look after.
                if item.last.on(year) >= today
            )
            if usual <= today + WINDOW_AHEAD:
                last_day = max(deadline.last_known, default=None)
                found.append(NoSuccessor(deadline, last_day, usual, end))
    return tuple(sorted(found, key=lambda gap: (gap.usual_end or date.min, gap.deadline.id)))


def _years(today: date) -> tuple[int, int]:
    return today.year, today.year + 1


def _overdue(book: DeadlineBook, today: date) -> tuple[Overdue, ...]:
    found = [Overdue(deadline, review_day(deadline)) for deadline in book.deadlines]
    late = [item for item in found if item.day < today]
    return tuple(sorted(late, key=lambda item: (item.day, item.deadline.id)))


def _stale(book: DeadlineBook, now: datetime) -> list[Deadline]:
    return [
        deadline
        for deadline in book.deadlines
        if isinstance(deadline.rule, FixedRule)
        and status_at(deadline, book.primary_hosts, now) is Status.UNCONFIRMED
        and not is_confirmed(
            deadline, book.primary_hosts, now.astimezone(ZoneInfo(deadline.rule.zone)).date()
        )
    ]


def _asked_in_vain(
    book: DeadlineBook, now: datetime, asked: Mapping[str, int]
) -> tuple[AskedInVain, ...]:
    answered = {
        deadline.programme.id
        for deadline in book.deadlines
        if status_at(deadline, book.primary_hosts, now) in (*_SURE, Status.ROLLING)
    }
    found = [
        AskedInVain(programme, asked[programme.id])
        for programme in book.programmes
        if asked.get(programme.id, 0) > 0 and programme.id not in answered
    ]
    return tuple(sorted(found, key=lambda item: (-item.number, item.programme.id)))
