"""The editor's validator: all findings over the whole knowledge base at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge.catalogue import entry_files
from bot.knowledge.entry import FaqEntry
from bot.knowledge.office import OFFICE_FILE, OfficeError, load_office
from bot.knowledge.parsing import EntryError, Problem, read_entry
from bot.texts import text

# Seven digits and more in one run, the usual separators in between; years and amounts are shorter.
_PHONE = re.compile(r"(?<![\w/.-])\+?\d(?:[ /()-]{0,2}\d){6,}(?![\w-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(frozen=True)
class Report:
    """What the check found: ``problems`` must be mended, ``hints`` are for planning."""

    entries: tuple[FaqEntry, ...]
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...]


def check_knowledge(faq_dir: Path, today: date) -> Report:
    """Check every entry and the office's contact under ``faq_dir``."""
    found: dict[str, tuple[str, FaqEntry]] = {}
    problems: list[Problem] = []
    hints: list[Problem] = []
    for path in entry_files(faq_dir):
        where = path.relative_to(faq_dir.parent).as_posix()
        try:
            entry = read_entry(path, faq_dir)
        except EntryError as error:
            problems += error.problems
            continue
        if entry.id in found:
            other = found[entry.id][0]
            problems.append(_problem(where, "duplicate_id", id=entry.id, other=other))
            continue
        found[entry.id] = (where, entry)
    for where, entry in found.values():
        problems += _entry_problems(where, entry, found.keys(), today)
        hints += _entry_hints(where, entry, today)
    try:
        load_office(faq_dir / OFFICE_FILE)
    except OfficeError as error:
        problems += error.problems
    return Report(tuple(entry for _, entry in found.values()), tuple(problems), tuple(hints))


def _entry_problems(
    where: str, entry: FaqEntry, known_ids: Iterable[str], today: date
) -> Iterable[Problem]:
    if entry.checked_on > today:
        yield _problem(where, "checked_in_future")
    for related in sorted(set(entry.related) - set(known_ids)):
        yield _problem(where, "unknown_related", id=related)
    for markdown in (entry.answer, entry.details, entry.simple):
        without_addresses = re.sub(r"\(https://[^)\s]*\)", "", markdown)
        for pattern in (_PHONE, _EMAIL):
            match = pattern.search(without_addresses)
            if match:
                yield _problem(where, "phone_number", value=match[0])


def _entry_hints(where: str, entry: FaqEntry, today: date) -> Iterable[Problem]:
    if entry.is_review_due(today):
        yield _problem(where, "review_due", date=f"{entry.review_by:%d.%m.%Y}")
    if not entry.simple:
        yield _problem(where, "no_simple")


def _problem(where: str, key: str, /, **values: object) -> Problem:
    return Problem(where, text(f"faq_check.{key}", **values))
