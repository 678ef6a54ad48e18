"""The report in German, for people, and as JSON, for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bot.editorial.reports.deadline_report import deadline_lines
from bot.editorial.reports.report import Due, EditorialReport
from bot.texts import keys, text

MAX_NEVER_ASKED = 40


def report_lines(report: EditorialReport) -> Iterator[str]:
    """Yield the lines that the editor reads."""
    yield from _due_lines("overdue", report.overdue)
    yield from _due_lines("due_soon", report.due_soon)
    if report.deadlines is not None:
        yield from deadline_lines(report.deadlines)
    yield _heading("own_advice", sum(advice.points for advice in report.own_advice))
    if report.own_advice:
        yield _item(", ".join(f"{a.entry} ({a.points})" for a in report.own_advice))
    if report.counted_since is None:
        yield text("faq_report.no_counts")
        return
    yield text("faq_report.counted_since", day=f"{report.counted_since:%d.%m.%Y}")
    yield _heading("decisions", len(report.decisions))
    for decision, number in report.decisions:
        key = f"faq_report.decision_{decision}"
        yield _item(f"{text(key) if key in keys() else decision}: {number}")
    yield _heading("frequent", len(report.frequent))
    yield from (_item(f"{topic}: {number}") for topic, number in report.frequent)
    yield _heading("badly_rated", len(report.badly_rated))
    for bad in report.badly_rated:
        yield _item(text("faq_report.bad", **asdict(bad)))
    yield _heading("unanswered", report.unanswered)
    for cluster in report.clusters:
        words = ", ".join(cluster.words)
        yield _item(text("faq_report.cluster", words=words, number=cluster.conversations))
    yield _heading("never_asked", len(report.never_asked))
    shown = report.never_asked[:MAX_NEVER_ASKED]
    if shown:
        yield _item(", ".join(shown))
    if len(shown) < len(report.never_asked):
        yield _item(text("faq_report.more", number=len(report.never_asked) - len(shown)))


def report_json(report: EditorialReport) -> str:
    """Return the whole report as one JSON object."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1, default=str)


def _due_lines(key: str, items: Sequence[Due]) -> Iterator[str]:
    yield _heading(key, len(items))
    yield from (_item(text("faq_report.due", what=i.what, day=f"{i.day:%d.%m.%Y}")) for i in items)


def _heading(key: str, number: int) -> str:
    return text(f"faq_report.{key}", number=number)


def _item(line: str) -> str:
    return f"  - {line}"
