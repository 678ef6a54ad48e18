"""The editor's validator for programme sheets: all findings at once, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.deadlines.office.parsing import DeadlineBook, DeadlineBookError, read_book
from bot.knowledge.catalogue import published_files
from bot.knowledge.files.document import Document
from bot.knowledge.files.plain_text import shown
from bot.knowledge.files.problems import Problem
from bot.knowledge.files.yaml_lines import YamlPath
from bot.programmes.book import sheet_files
from bot.programmes.certainty import RECENT_SINCE, may_confirm
from bot.programmes.models import FACT_KEYS, Certainty, Fact, Sheet
from bot.programmes.parsing import PROGRAMMES_FOLDER, SheetError, read_sheet_file
from bot.texts import text

_AMOUNT = re.compile(r"\d[\d.,]*\s?(?:€|Euro\b|EUR\b|Cent\b|PLN\b|Złoty\b|GBP\b|Pfund\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ROUGHLY = re.compile(r"\b(?:ca\.|circa|etwa|rund|ungefähr)")
_CONTACT_DATA = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?<![\w/.,-])(?:\+\d|0[1-9])(?:[ /()-]{0,2}\d){5,}"
)


@dataclass(frozen=True)
class _SheetFile:
    sheet: Sheet
    document: Document

    def problem(self, key: str, /, *where: str | int, **values: object) -> Problem:
        return self.document.problem(key, where, **values)


def check_programmes(faq_dir: Path, today: date) -> list[Problem]:
    """Return everything that must be mended in ``faq/programmes``.

    A deadline book that is not readable has findings of its own; the sheets are then checked
    without it.
    """
    files, problems = _read(faq_dir)
    for path in sorted((faq_dir / PROGRAMMES_FOLDER).glob("*")):
        if path.suffix != ".yml":
            where = path.relative_to(faq_dir.parent).as_posix()
            problems.append(Problem(where, text("programmes_check.not_a_sheet")))
    book = _deadline_book(faq_dir)
    topics = {path.stem for path in published_files(faq_dir)}
    for file in files:
        problems += _problems(file, book, topics, today)
    return problems


def known_programmes(faq_dir: Path) -> set[str]:
    """Return the ids of all programmes; none while the deadline book is not readable."""
    book = _deadline_book(faq_dir)
    return set() if book is None else {programme.id for programme in book.programmes}


def programme_hints(faq_dir: Path, today: date) -> list[Problem]:
    """Return what is due but not wrong: sheets to be checked again, sheets to be written."""
    files, _ = _read(faq_dir)
    hints = [
        file.problem("review_due", "review_by", date=f"{file.sheet.review_by:%d.%m.%Y}")
        for file in files
        if file.sheet.is_review_due(today)
    ]
    book = _deadline_book(faq_dir)
    written = {path.stem for path in sheet_files(faq_dir)}
    for programme in book.programmes if book is not None else ():
        if programme.id not in written:
            message = text("programmes_check.no_sheet", id=programme.id)
            hints.append(Problem(f"faq/{PROGRAMMES_FOLDER}", message))
    return hints


def _read(faq_dir: Path) -> tuple[list[_SheetFile], list[Problem]]:
    files: list[_SheetFile] = []
    problems: list[Problem] = []
    for path in sheet_files(faq_dir):
        try:
            files.append(_SheetFile(*read_sheet_file(path, faq_dir)))
        except SheetError as error:
            problems += error.problems
    return files, problems


def _deadline_book(faq_dir: Path) -> DeadlineBook | None:
    try:
        return read_book(faq_dir)
    except DeadlineBookError:
        return None


def _problems(
    file: _SheetFile, book: DeadlineBook | None, topics: set[str], today: date
) -> Iterator[Problem]:
    sheet = file.sheet
    if sheet.checked_on > today:
        yield file.problem("checked_in_future", "checked_on")
    if sheet.topic is not None and sheet.topic not in topics:
        yield file.problem("unknown_topic", "topic", id=sheet.topic)
    if sheet.replaced_by == sheet.id:
        yield file.problem("own_successor", "replaced_by")
    if book is not None:
        known = {programme.id for programme in book.programmes}
        if sheet.id not in known:
            yield file.problem("unknown_programme", id=sheet.id)
        if sheet.replaced_by is not None and sheet.replaced_by not in known:
            yield file.problem("unknown_programme", "replaced_by", id=sheet.replaced_by)
    yield from _text_problems(file, sheet.summary, ("summary",))
    for where, fact in _facts(sheet):
        yield from _text_problems(file, fact.text, where)
        if book is None or fact.certainty is not Certainty.CONFIRMED:
            continue
        if not may_confirm(fact, sheet.id, book.primary_hosts):
            values = {"text": shown(fact.text), "since": RECENT_SINCE}
            yield file.problem("not_confirmed", *where, "certainty", **values)


def _facts(sheet: Sheet) -> Iterator[tuple[YamlPath, Fact]]:
    for key, aspect in FACT_KEYS.items():
        for index, fact in enumerate(sheet.about(aspect)):
            yield ("facts", key, index), fact


def _text_problems(file: _SheetFile, content: str, where: YamlPath) -> Iterator[Problem]:
    if _AMOUNT.search(content) and not _YEAR.search(content) and not _ROUGHLY.search(content):
        yield file.problem("undated_amount", *where, text=shown(content))
    if _CONTACT_DATA.search(content):
        yield file.problem("contact_data", *where, text=shown(content))
