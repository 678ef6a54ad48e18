"""What the office should know at the start of a week: gaps, bad ratings, what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.conversations.counts import CountStore, ReasonCount, TopicCount
from bot.conversations.models import Reason
from bot.conversations.outcome import UNANSWERED
from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.gaps import AskedInVain, NoSuccessor, Overdue, deadline_gaps
from bot.deadlines.office.parsing import DeadlineBook, DeadlineBookError
from bot.editorial.reports.clusters import Cluster
from bot.editorial.reports.report import Badly, Due, build_report

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Radar:
    """The report of the week that ended the day before ``day``.

    ``in_vain`` and ``in_vain_before`` are numbers of questions without an answer in this week and
    the one before. ``clusters`` are words of at least three conversations, never a text.
    ``reasons`` holds the most frequent reason of a badly rated entry. ``drafts`` wait to be
    published, ``proposals`` to be learned.
    """

    day: date
    in_vain: int
    in_vain_before: int
    clusters: tuple[Cluster, ...] = ()
    badly_rated: tuple[Badly, ...] = ()
    reasons: tuple[tuple[str, Reason], ...] = ()
    overdue: tuple[Due, ...] = ()
    deadlines_overdue: tuple[Overdue, ...] = ()
    without_successor: tuple[NoSuccessor, ...] = ()
    asked_in_vain: tuple[AskedInVain, ...] = ()
    proposals: int = 0
    drafts: int = 0


def build_radar(
    engine: Engine, root: Path, day: date, *, proposals: int = 0, drafts: int = 0
) -> Radar:
    """Return the report at ``day``, which itself is not part of the week.

    Raises:
        StoreUnavailableError: the database does not answer.
    """
    report = build_report(root / "faq", root / "data" / "responses", engine, day, WEEK)
    store = CountStore(engine)
    last = day - timedelta(days=1)
    counts = store.topics_since(day - WEEK, last)
    before = store.topics_since(day - 2 * WEEK, day - WEEK - timedelta(days=1))
    book = _book(root / "faq")
    gaps = None if book is None else deadline_gaps(book, day, _asked_by_programme(book, counts))
    return Radar(
        day,
        _in_vain(counts),
        _in_vain(before),
        clusters=report.clusters,
        badly_rated=report.badly_rated,
        reasons=_reasons(store.reasons_since(day - WEEK, last)),
        overdue=report.overdue,
        deadlines_overdue=() if gaps is None else gaps.overdue,
        without_successor=() if gaps is None else gaps.without_successor,
        asked_in_vain=() if gaps is None else gaps.asked_in_vain,
        proposals=proposals,
        drafts=drafts,
    )


def _book(faq_dir: Path) -> DeadlineBook | None:
    try:
        return LiveBook(faq_dir).current()
    except DeadlineBookError:
        return None  # told by the check


def _in_vain(counts: Sequence[TopicCount]) -> int:
    return sum(count.number for count in counts if count.decision in UNANSWERED)


def _asked_by_programme(book: DeadlineBook, counts: Sequence[TopicCount]) -> dict[str, int]:
    """Return how often each programme was asked about, by the topic that belongs to it."""
    asked: Counter[str] = Counter()
    for count in counts:
        asked[count.topic] += count.number
    return {p.id: asked[p.topic] for p in book.programmes if p.topic and asked[p.topic]}


def _reasons(counts: Sequence[ReasonCount]) -> tuple[tuple[str, Reason], ...]:
    """Return the most frequent reason of each topic; the counts come in that order."""
    first: dict[str, Reason] = {}
    for count in counts:
        first.setdefault(count.topic, count.reason)
    return tuple(first.items())
