"""The editor's validator for deadlines, events and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.deadlines.models import FixedRule
from bot.deadlines.parsing import DEADLINES_FILE, DeadlineBook, DeadlineBookError, read_book
from bot.deadlines.status import has_primary_source
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_lines import LinedYaml, load_lined
from bot.texts import text


def check_deadlines(faq_dir: Path, today: date) -> list[Problem]:
    """Return all findings over ``deadlines.yml``, ``events.yml`` and ``sources.yml``."""
    try:
        book = read_book(faq_dir)
    except DeadlineBookError as error:
        return error.problems
    document = load_lined((faq_dir / DEADLINES_FILE).read_text(encoding="utf-8-sig"))
    return list(_problems(book, today, document))


def _problems(book: DeadlineBook, today: date, document: LinedYaml) -> Iterable[Problem]:
    # A readable book has one item for each deadline, in the same order.
    lines = {d.id: document.line("deadlines", index) for index, d in enumerate(book.deadlines)}

    def found(label: str, key: str, /, **values: object) -> Problem:
        message = text(f"deadlines_check.{key}", **values)
        message = text("deadlines_check.at_item", label=label, finding=message)
        return Problem(f"faq/{DEADLINES_FILE}", message, lines[label])

    for deadline in book.deadlines:
        if deadline.checked_on > today:
            yield found(deadline.id, "checked_in_future")
        if isinstance(deadline.rule, FixedRule):
            if not has_primary_source(deadline, book.primary_hosts):
                yield found(deadline.id, "not_primary")
            if deadline.rule.day < today:
                yield found(deadline.id, "past_date", date=f"{deadline.rule.day:%d.%m.%Y}")
