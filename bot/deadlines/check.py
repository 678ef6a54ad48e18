"""The editor's validator for deadlines, events and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.deadlines.models import FixedRule
from bot.deadlines.parsing import DEADLINES_FILE, DeadlineBook, DeadlineBookError, read_book
from bot.deadlines.status import has_primary_source
from bot.knowledge.parsing import Problem
from bot.texts import text


def check_deadlines(faq_dir: Path, today: date) -> list[Problem]:
    """Return all findings over ``deadlines.yml``, ``events.yml`` and ``sources.yml``."""
    try:
        book = read_book(faq_dir)
    except DeadlineBookError as error:
        return error.problems
    return list(_problems(book, today))


def _problems(book: DeadlineBook, today: date) -> Iterable[Problem]:
    for deadline in book.deadlines:
        where = f"faq/{DEADLINES_FILE}: {deadline.id}"
        if deadline.checked_on > today:
            yield Problem(where, text("deadlines_check.checked_in_future"))
        if isinstance(deadline.rule, FixedRule):
            if not has_primary_source(deadline, book.primary_hosts):
                yield Problem(where, text("deadlines_check.not_primary"))
            if deadline.rule.day < today:
                day = f"{deadline.rule.day:%d.%m.%Y}"
                yield Problem(where, text("deadlines_check.past_date", date=day))
