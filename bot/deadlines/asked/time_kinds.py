"""Kinds of times by which it shows what they are of: a season is no deadline, a year no day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.words import words
from bot.knowledge.naming.names import Word, words_of
from bot.words.phrases import has_any, spaced

# So far before a time stands what tells of it: "Stichtag für Juli".
WORDS_BEFORE = 2
LONGEST_JOURNEY = timedelta(31)
_NUMBERED_DAY = re.compile(r"\d\.")


def goes_on_from_now(span: DateSpan) -> bool:
    """Say whether a period is "the next two weeks": what ends before its first Monday counts."""
    said = words_of(span.text)
    is_next = any(word.text.startswith(words().coming_parts) for word in said)
    return is_next and any(word.text.isdigit() or word.text in words().numbers for word in said)


def year_named(span: DateSpan) -> int | None:
    """Return the calendar year that is named and nothing else: 2027."""
    if span.grain != "year" or span.first is None or span.until is None:
        return None
    first, until = span.first, span.until
    is_whole = (first.month, first.day, until.month, until.day) == (1, 1, 1, 1)
    return first.year if is_whole and until.year == first.year + 1 else None


def is_part_of_year(span: DateSpan) -> bool:
    """Say whether a half year or quarter is named: beside a programme it is that of the project."""
    return has_any(spaced(span.text), words().parts_of_year)


def is_range(span: DateSpan) -> bool:
    """Say whether "1.-8. August" is named: so exactly people tell of a journey alone."""
    if span.first is None or span.until is None or not _NUMBERED_DAY.search(span.text):
        return False
    return timedelta(1) < span.until - span.first <= LONGEST_JOURNEY


def is_season(span: DateSpan) -> bool:
    """Say whether a season or holidays are named, in which people travel and no deadline ends."""
    return has_any(spaced(span.text), words().seasons)


def begins_soon_before(span: DateSpan, later: DateSpan) -> bool:
    """Say whether ``later`` begins within a journey's length after ``span``, and not with it."""
    if span.first is None or later.first is None:
        return False
    return timedelta(0) < later.first - span.first <= LONGEST_JOURNEY


def follows_for(spoken: Sequence[Word], span: DateSpan) -> bool:
    """Say whether "für" stands before a date: "Stichtag für Juli" is that of a project in July."""
    before = [word.text for word in spoken if word.end <= span.start][-WORDS_BEFORE:]
    return any(word in words().purposes for word in before)


def is_year_of_money(spoken: Sequence[Word], span: DateSpan) -> bool:
    """Say whether "endet die Frist für KJP-Mittel 2028?" names the year in which money is used."""
    before = [word.text for word in spoken if word.end <= span.start]
    return follows_for(spoken, span) or any(
        word.endswith(words().moneys) for word in before[-WORDS_BEFORE:]
    )
