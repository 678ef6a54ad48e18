"""The binding rules of ``faq/README.md`` that a program can see in the text of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot.editorial.checks.findings import finding
from bot.editorial.checks.passages import Kind, Passage
from bot.editorial.checks.past_dates import dates_in
from bot.editorial.checks.words import load_words
from bot.knowledge.files.entry_file import EntryFile
from bot.knowledge.files.problems import Problem
from bot.knowledge.files.yaml_lines import YamlPath, load_lined
from bot.plain_language.sentences import read_sentences

_AMOUNT = re.compile(r"\d[\d.,]*\s?(?:€|(?:Euro|EUR|Cent)\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YES = re.compile(r"Ja\b")


def binding_rule_problems(passages: Iterable[Passage], today: date) -> Iterator[Problem]:
    """Yield coming dates, amounts that look like today's, and promises of money in answers."""
    words = load_words()
    is_promise = re.compile(
        rf"\b(?:wird|werden)\b(?=.*\b(?:{'|'.join(words.promises)})\b)"
    )  # a yes that the funder alone can give
    for passage in passages:
        if passage.kind is Kind.QUESTION:
            continue
        for sentence in read_sentences(passage.text):
            line = passage.line + sentence.line - 1
            for shown, last_day in dates_in(sentence.text):
                if last_day >= today:
                    yield finding(passage.path, line, "future_date", date=shown)
            if _YES.match(sentence.text) and is_promise.search(sentence.text):
                yield finding(passage.path, line, "promise", sentence=sentence.text)
        amount = _AMOUNT.search(passage.text)
        if amount and not _says_how_old(passage.text, words.age_marks):
            yield finding(passage.path, passage.line, "amount_without_year", amount=amount[0])


def _says_how_old(text: str, marks: frozenset[str]) -> bool:
    """Say whether a paragraph tells how old its amounts are, or that they are not exact."""
    return bool(_YEAR.search(text)) or any(re.search(rf"\b{re.escape(m)}", text) for m in marks)


def source_year_problems(root: Path, files: Iterable[EntryFile], today: date) -> Iterator[Problem]:
    """Yield sources whose year has not begun: „confirmed“ hangs on that year."""
    for file in files:
        head = load_lined(file.content.split("\n---\n", 1)[0].removeprefix("---\n"), first_line=2)
        for index, source in enumerate(file.entry.sources):
            if source.year is not None and source.year > today.year:
                line = head.line("sources", index, "year")
                yield finding(file.path, line, "source_of_the_future", year=source.year)
    for path in sorted([*root.glob("faq/*.yml"), *root.glob("faq/*/*.yml")]):
        try:
            document = load_lined(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            continue  # told by the check that reads the file for its content
        where = path.relative_to(root).as_posix()
        for place, year in _years(document.data, ()):
            if year > today.year:
                line = document.line(*place)
                yield finding(where, line, "source_of_the_future", year=year)


def _years(value: object, place: YamlPath) -> Iterator[tuple[YamlPath, int]]:
    """Yield the years of sources: they stand beside an address."""
    if isinstance(value, dict):
        year = value.get("year")
        if "url" in value and isinstance(year, int):
            yield (*place, "year"), year
        for key, below in value.items():
            yield from _years(below, (*place, str(key)))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _years(below, (*place, index))
