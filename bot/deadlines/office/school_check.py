"""The editor's check of ``faq/schulferien.yml``: everything that is wrong, at once, in German."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.dates.calendar.school import SCHOOL_FILE
from bot.dates.tokens.lexicon import lexicon
from bot.knowledge.cited_sources import source_of
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import Fields
from bot.knowledge.files.plain_text import shown
from bot.knowledge.files.problems import Problem

# The longest, in summer, take six and a half weeks.
_MOST_DAYS = 60
# Others fall out in some years.
_EVERY_YEAR = "sommerferien"


def check_school_holidays(faq_dir: Path, today: date) -> list[Problem]:
    """Return all findings in the file."""
    document = Document(faq_dir, SCHOOL_FILE.name, "school_check")
    root = document.root
    root.allow("source", "checked_on", "ferien")
    source_of(root.mapping("source"))
    root.day("checked_on")
    root.refuse_future("checked_on", today)
    holidays = root.mapping("ferien")
    known = tuple(lexicon().school_holidays)
    holidays.allow(*known)
    for name in known:
        if holidays.mentions(name):
            _check_pairs(holidays, name, today)
    return document.problems


def _check_pairs(holidays: Fields, name: str, today: date) -> None:
    pairs = holidays.value(name)
    if not isinstance(pairs, list) or not pairs:
        holidays.problem("no_entries", name, key=name)
        return
    years: set[int] = set()
    for index, pair in enumerate(pairs):
        if not _is_pair(pair):
            holidays.problem("no_pair", name, index, name=name, value=shown(pair))
            continue
        first, last = pair
        if not 0 <= (last - first).days <= _MOST_DAYS:
            holidays.problem("no_order", name, index, name=name, most=_MOST_DAYS)
        if first.year in years:
            holidays.problem("year_twice", name, index, name=name, year=first.year)
        years.add(first.year)
    if name == _EVERY_YEAR and years and max(years) < today.year:
        holidays.problem("out_of_date", name, name=name, year=today.year)


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(type(day) is date for day in pair)
