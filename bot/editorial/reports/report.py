"""What the office should look after: due reviews, answers nobody asks for, questions in vain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.conversations.counts import CountStore, Rating, TopicCount
from bot.conversations.outcome import DEADLINE_PREFIX, Outcomes
from bot.conversations.unanswered import unanswered_questions
from bot.editorial.reports.clusters import Cluster, clusters_of
from bot.editorial.reports.deadline_report import DeadlineReport, deadline_report
from bot.editorial.reports.own_advice import OwnAdvice, own_advice
from bot.knowledge.catalogue import Catalogue
from bot.programmes.book import sheet_files
from bot.programmes.parsing import SheetError, read_sheet

SOON = timedelta(days=60)
MIN_REFUSALS = 2
MAX_FREQUENT = 10


@dataclass(frozen=True)
class Due:
    """Something to check again; ``what`` is its file name without ending."""

    what: str
    day: date


@dataclass(frozen=True)
class Badly:
    """An answer that often was not what people meant."""

    topic: str
    asked: int
    not_helpful: int


@dataclass(frozen=True)
class EditorialReport:
    """The report; ``counted_since`` is None when no conversation was counted yet."""

    overdue: tuple[Due, ...]
    due_soon: tuple[Due, ...]
    counted_since: date | None
    frequent: tuple[tuple[str, int], ...] = ()
    never_asked: tuple[str, ...] = ()
    badly_rated: tuple[Badly, ...] = ()
    decisions: tuple[tuple[str, int], ...] = ()
    clusters: tuple[Cluster, ...] = ()
    unanswered: int = 0
    deadlines: DeadlineReport | None = None
    own_advice: tuple[OwnAdvice, ...] = ()


def build_report(
    faq_dir: Path, responses_dir: Path, engine: Engine | None, today: date, period: timedelta
) -> EditorialReport:
    """Return the report over the last ``period``; without a database only what is due.

    Raises:
        StoreUnavailableError: the database does not answer.
    """
    due = sorted(_due(faq_dir), key=lambda item: (item.day, item.what))
    overdue = tuple(item for item in due if item.day < today)
    due_soon = tuple(item for item in due if today <= item.day <= today + SOON)
    advice = own_advice(Catalogue(faq_dir).all())
    store = None if engine is None else CountStore(engine)
    counted_since = None if store is None else store.first_day()
    if engine is None or store is None or counted_since is None:
        deadlines = deadline_report(faq_dir, today)
        return EditorialReport(overdue, due_soon, None, deadlines=deadlines, own_advice=advice)
    first = max(today - period, counted_since)
    counts = store.topics_since(first)
    asked = _asked(counts)
    ids = {entry.id for entry in Catalogue(faq_dir).all()}
    vain = unanswered_questions(engine, Outcomes.from_folder(responses_dir))
    return EditorialReport(
        overdue=overdue,
        due_soon=due_soon,
        counted_since=first,
        frequent=tuple(_topics(asked).most_common(MAX_FREQUENT)),
        never_asked=tuple(sorted(ids - asked.keys())),
        badly_rated=tuple(_badly_rated(store.ratings_since(first), asked)),
        decisions=tuple(_decisions(counts).most_common()),
        clusters=tuple(clusters_of(vain)),
        unanswered=len(vain),
        deadlines=deadline_report(faq_dir, today, asked),
        own_advice=advice,
    )


def _due(faq_dir: Path) -> list[Due]:
    found = [Due(entry.id, entry.review_by) for entry in Catalogue(faq_dir).all()]
    for path in sheet_files(faq_dir):
        try:
            sheet = read_sheet(path, faq_dir)
        except (SheetError, OSError):
            continue  # told by the check
        found.append(Due(f"{path.parent.name}/{sheet.id}", sheet.review_by))
    return found


def _asked(counts: Sequence[TopicCount]) -> Counter[str]:
    asked: Counter[str] = Counter()
    for count in counts:
        if count.topic:
            asked[count.topic] += count.number
    return asked


def _topics(asked: Counter[str]) -> Counter[str]:
    """Return the topics alone, without the questions for deadlines by programme."""
    return Counter({t: n for t, n in asked.items() if not t.startswith(DEADLINE_PREFIX)})


def _decisions(counts: Sequence[TopicCount]) -> Counter[str]:
    decisions: Counter[str] = Counter()
    for count in counts:
        decisions[count.decision] += count.number
    return decisions


def _badly_rated(ratings: Sequence[Rating], asked: Counter[str]) -> list[Badly]:
    """Return the answers that were refused more than once and more often than praised."""
    found = [
        Badly(rating.topic, max(asked[rating.topic], rating.not_helpful), rating.not_helpful)
        for rating in ratings
        if rating.not_helpful >= MIN_REFUSALS and rating.not_helpful > rating.helpful
    ]
    return sorted(found, key=lambda bad: (-bad.not_helpful / bad.asked, bad.topic))
