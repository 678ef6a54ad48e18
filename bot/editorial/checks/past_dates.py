"""Dates that have passed and stand in a text as if they were still to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from bot.editorial.checks.findings import finding
from bot.editorial.checks.passages import Passage
from bot.editorial.checks.words import load_words
from bot.knowledge.files.problems import Problem
from bot.plain_language.sentences import read_sentences
from bot.texts import text

_NUMERIC = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WORD = re.compile(r"\w+")


def past_date_problems(passages: Iterable[Passage], today: date) -> Iterator[Problem]:
    """Yield the sentences that name a past day or month without saying that it is past."""
    markers = load_words().past_markers
    for passage in passages:
        for sentence in read_sentences(passage.text):
            words = {word.lower() for word in _WORD.findall(sentence.text)}
            if words & markers:
                continue
            for shown, last_day in dates_in(sentence.text):
                if last_day < today:
                    line = passage.line + sentence.line - 1
                    yield finding(passage.path, line, "past_date", date=shown)


def dates_in(sentence: str) -> Iterator[tuple[str, date]]:
    """Yield each full date and each month with a year, with the last day that it covers."""
    for match in _NUMERIC.finditer(sentence):
        yield from _day(match[0], int(match[3]), int(match[2]), int(match[1]))
    for match in _ISO.finditer(sentence):
        yield from _day(match[0], int(match[1]), int(match[2]), int(match[3]))
    for match in _named_month().finditer(sentence):
        month, year = _month_names().index(match[2]) + 1, int(match[3])
        if match[1]:
            yield from _day(match[0], year, month, int(match[1]))
        else:
            first_after = date(year + month // 12, month % 12 + 1, 1)
            yield match[0], date.fromordinal(first_after.toordinal() - 1)


def _day(shown: str, year: int, month: int, day: int) -> Iterator[tuple[str, date]]:
    try:
        yield shown, date(year, month, day)
    except ValueError:
        return  # „1.2.3456“ of a version number, the 31st of a short month


@lru_cache(maxsize=1)
def _month_names() -> list[str]:
    return [text(f"deadlines.month_{month}") for month in range(1, 13)]


@lru_cache(maxsize=1)
def _named_month() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(\d{{1,2}})\.\s+)?\b({'|'.join(_month_names())})\s+(\d{{4}})\b")
