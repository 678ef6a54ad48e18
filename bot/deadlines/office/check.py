"""The editor's validator for deadlines, events and sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.deadlines.models import Deadline, Event, FixedRule
from bot.deadlines.office.gaps import deadline_gaps
from bot.deadlines.office.parsing import (
    DEADLINES_FILE,
    EVENTS_FILE,
    DeadlineBook,
    DeadlineBookError,
    read_book,
)
from bot.deadlines.status import has_primary_source
from bot.knowledge.files.document import Document
from bot.knowledge.files.problems import Problem
from bot.knowledge.files.yaml_lines import YamlPath
from bot.texts import text


def check_deadlines(faq_dir: Path, today: date) -> list[Problem]:
    """Return all findings over ``deadlines.yml``, ``events.yml`` and ``sources.yml``."""
    try:
        book = read_book(faq_dir)
    except DeadlineBookError as error:
        return error.problems
    deadlines, events = (
        Document(faq_dir, name, "deadlines_check") for name in (DEADLINES_FILE, EVENTS_FILE)
    )
    # A readable book has one item for each deadline and event, in the same order.
    for index, deadline in enumerate(book.deadlines):
        _check_deadline(deadlines, ("deadlines", index), deadline, book, today)
    for index, event in enumerate(book.events):
        _check_event(events, ("events", index), event, today)
    return [*deadlines.problems, *events.problems]


def deadline_hints(faq_dir: Path, today: date) -> list[Problem]:
    """Return the dates that are right in form and still not shown as certain."""
    try:
        book = read_book(faq_dir)
    except DeadlineBookError:
        return []  # told by the check
    document = Document(faq_dir, DEADLINES_FILE, "deadlines_check")
    stale = {deadline.id for deadline in deadline_gaps(book, today).stale}
    for index, deadline in enumerate(book.deadlines):
        if deadline.id in stale:
            _report(document, "stale_source", ("deadlines", index, "sources"), deadline.id)
    return document.problems


def _check_deadline(
    document: Document, path: YamlPath, deadline: Deadline, book: DeadlineBook, today: date
) -> None:
    if deadline.checked_on > today:
        _report(document, "checked_in_future", (*path, "checked_on"), deadline.id)
    if not isinstance(deadline.rule, FixedRule):
        return
    if not has_primary_source(deadline, book.primary_hosts):
        _report(document, "not_primary", (*path, "rule"), deadline.id)
    if deadline.rule.day < today:
        day = f"{deadline.rule.day:%d.%m.%Y}"
        _report(document, "past_date", (*path, "rule", "date"), deadline.id, date=day)


def _check_event(document: Document, path: YamlPath, event: Event, today: date) -> None:
    if event.checked_on > today:
        _report(document, "checked_in_future", (*path, "checked_on"), event.id)
    if not event.sources:
        _report(document, "no_sources", (*path, "sources"), event.id)


def _report(document: Document, key: str, path: YamlPath, label: str, **values: object) -> None:
    finding = text(f"deadlines_check.{key}", **values)
    document.report("at_item", path, label=label, finding=finding)
