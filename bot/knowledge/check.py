"""The editor's validator: all findings over the whole knowledge base at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge.catalogue import entry_files, published_files
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.entry_file import EntryFile
from bot.knowledge.files.parsing import EntryError
from bot.knowledge.files.problems import Problem
from bot.knowledge.office import OFFICE_FILE, OfficeError, load_office
from bot.texts import text

# Seven digits and more in one run, the usual separators in between; years and amounts are shorter.
_PHONE = re.compile(r"(?<![\w/.-])\+?\d(?:[ /()-]{0,2}\d){6,}(?![\w-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_ADDRESS = re.compile(r"\(https://[^)\s]*\)")


@dataclass(frozen=True)
class Report:
    """What the check found: ``problems`` must be mended, ``hints`` are for planning.

    ``checked`` counts all published entries, those that are not readable too.
    """

    files: tuple[EntryFile, ...]
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    checked: int

    @property
    def entries(self) -> tuple[FaqEntry, ...]:
        """Return all readable entries."""
        return tuple(file.entry for file in self.files)


def check_knowledge(faq_dir: Path, today: date) -> Report:
    """Check every entry and the office's contact under ``faq_dir``."""
    found: dict[str, EntryFile] = {}
    # An entry that is just broken is told once, and not again wherever another points to it.
    published = list(published_files(faq_dir))
    known_ids = {path.stem for path in published}
    first_of: dict[str, str] = {}
    problems: list[Problem] = []
    hints: list[Problem] = []
    for path in entry_files(faq_dir):
        where = path.relative_to(faq_dir.parent).as_posix()
        if path not in published:
            hints.append(Problem(where, text("faq_check.draft", id=path.stem)))
            continue
        other = first_of.setdefault(path.stem, where)
        if other != where:
            problems.append(_told(where, 1, "duplicate_id", id=path.stem, other=other))
        try:
            file = EntryFile.read(path, faq_dir)
        except EntryError as error:
            problems += error.problems
            problems += _unknown_related(where, None, error.related, known_ids)
            continue
        except OSError:
            problems.append(Problem(where, text("faq_check.not_readable")))
            continue
        found.setdefault(file.entry.id, file)
    for file in found.values():
        problems += _entry_problems(file, known_ids, today)
        if file.entry.is_review_due(today):
            day = f"{file.entry.review_by:%d.%m.%Y}"
            hints.append(_problem(file, file.line_of_key("review_by"), "review_due", date=day))
    try:
        load_office(faq_dir / OFFICE_FILE)
    except OfficeError as error:
        problems += error.problems
    return Report(tuple(found.values()), tuple(problems), tuple(hints), len(published))


def _entry_problems(file: EntryFile, known_ids: Collection[str], today: date) -> Iterable[Problem]:
    entry = file.entry
    if entry.checked_on > today:
        yield _problem(file, file.line_of_key("checked_on"), "checked_in_future")
    yield from _unknown_related(file.path, file.line_of_key("related"), entry.related, known_ids)
    if not entry.simple:
        yield _problem(file, file.content.count("\n"), "no_simple")
    for markdown in (entry.answer, entry.details, entry.simple):
        # Blanked out and not cut out, so that the places of what is found stay right.
        without_addresses = _ADDRESS.sub(lambda m: " " * len(m[0]), markdown)
        for pattern in (_PHONE, _EMAIL):
            match = pattern.search(without_addresses)
            if match:
                line = file.line_in(markdown, match.start())
                yield _problem(file, line, "phone_number", value=match[0])


def _unknown_related(
    where: str, line: int | None, related: Collection[str], known_ids: Collection[str]
) -> Iterable[Problem]:
    for unknown in sorted(set(related) - set(known_ids)):
        yield _told(where, line, "unknown_related", id=unknown)


def _problem(file: EntryFile, line: int, key: str, /, **values: object) -> Problem:
    return _told(file.path, line, key, **values)


def _told(where: str, line: int | None, key: str, /, **values: object) -> Problem:
    return Problem(where, text(f"faq_check.{key}", **values), line)
