"""What the report says about deadlines: missing dates, due checks, and what was asked in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.clock import german_day
from bot.conversations.outcome import DEADLINE_PREFIX
from bot.deadlines.office.gaps import deadline_gaps
from bot.deadlines.office.parsing import DeadlineBookError, read_book
from bot.texts import text


@dataclass(frozen=True)
class MissingDate:
    """A deadline without a date to come: its last day, and when it usually comes and ends."""

    what: str
    title: str
    last_day: date | None
    next_usual: date | None
    usual_end: date | None


@dataclass(frozen=True)
class CheckDue:
    """A deadline that should have been checked on ``day``."""

    what: str
    day: date


@dataclass(frozen=True)
class DeadlineReport:
    """Ids of deadlines, and names of programmes with the number of questions."""

    without_successor: tuple[MissingDate, ...]
    overdue: tuple[CheckDue, ...]
    stale: tuple[str, ...]
    asked_in_vain: tuple[tuple[str, int], ...]


def deadline_report(
    faq_dir: Path, today: date, asked: Mapping[str, int] | None = None
) -> DeadlineReport | None:
    """Return what to look after on a day in Germany; None while the files are not usable.

    ``asked`` counts questions by topic; those for the deadlines of one programme stand under
    ``DEADLINE_PREFIX``.
    """
    try:
        book = read_book(faq_dir)
    except DeadlineBookError:
        return None  # told by the check
    by_programme = {
        topic.removeprefix(DEADLINE_PREFIX): number
        for topic, number in (asked or {}).items()
        if topic.startswith(DEADLINE_PREFIX)
    }
    gaps = deadline_gaps(book, today, by_programme)
    return DeadlineReport(
        without_successor=tuple(
            MissingDate(
                gap.deadline.id,
                f"{gap.deadline.programme.name}: {gap.deadline.action}",
                gap.last_day,
                gap.next_usual,
                gap.usual_end,
            )
            for gap in gaps.without_successor
        ),
        overdue=tuple(CheckDue(item.deadline.id, item.day) for item in gaps.overdue),
        stale=tuple(deadline.id for deadline in gaps.stale),
        asked_in_vain=tuple((gap.programme.name, gap.number) for gap in gaps.asked_in_vain),
    )


def deadline_lines(report: DeadlineReport) -> Iterator[str]:
    """Yield the lines that the editor reads."""
    yield text("faq_report.without_successor", number=len(report.without_successor))
    yield from (f"  - {_missing(item)}" for item in report.without_successor)
    yield text("faq_report.deadlines_overdue", number=len(report.overdue))
    for check in report.overdue:
        yield f"  - {text('faq_report.due', what=check.what, day=german_day(check.day))}"
    if report.stale:
        yield text("faq_report.stale", number=len(report.stale))
        yield from (f"  - {name}" for name in report.stale)
    yield text("faq_report.asked_in_vain", number=len(report.asked_in_vain))
    for name, number in report.asked_in_vain:
        yield f"  - {text('faq_report.asked_times', programme=name, number=number)}"


def _missing(item: MissingDate) -> str:
    parts = [item.title]
    if item.last_day is not None:
        parts.append(text("faq_report.last_day", day=german_day(item.last_day)))
    if item.next_usual is not None:
        parts.append(text("faq_report.next_usual", day=german_day(item.next_usual)))
    if item.usual_end is not None:
        parts.append(text("faq_report.usual_end", day=german_day(item.usual_end)))
    return f"{', '.join(parts)} ({item.what})"
