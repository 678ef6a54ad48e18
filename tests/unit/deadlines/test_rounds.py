"""Of several rounds the one that counts is told by its name, and no day of another one."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.lookup import DeadlineQuery, Mode, find_deadlines
from bot.deadlines.models import Deadline, PatternRule
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.wording import when_words
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
NEAR_DAYS = 20
SUMMER, WINTER = date(2027, 8, 1), date(2028, 2, 1)


def when(query: DeadlineQuery) -> str:
    found = find_deadlines(BOOK, query, NOW).items[0]
    return when_words(found, query, BOOK.primary_hosts, NOW)


@pytest.mark.parametrize(
    ("start", "label", "year", "last"),
    [
        (SUMMER, "Mitte bis Ende Februar", 2027, "12. Februar 2025"),
        (WINTER, "um den 1. Oktober", 2027, "1. Oktober 2025"),
    ],
)
def test_the_round_of_a_journey(start: date, label: str, year: int, last: str) -> None:
    told = when(DeadlineQuery(("erasmus_jugend",), formats=("jugendbegegnung",), start=start))
    assert f"zählt diese Runde: {label} (im Jahr {year})." in told
    assert f"Zuletzt am {last}." in told


def test_without_a_time_the_newest_day_is_told() -> None:
    told = when(DeadlineQuery(("erasmus_jugend",), formats=("jugendbegegnung",)))
    assert "Zuletzt am 1. Oktober 2025." in told


def test_one_round_needs_no_name() -> None:
    told = when(DeadlineQuery(("kjp_china",), ("CN",), start=date(2028, 8, 1)))
    assert "zählt die Runde im Jahr 2027" in told


@pytest.mark.parametrize("deadline", BOOK.deadlines, ids=lambda deadline: deadline.id)
def test_no_round_is_reckoned_to_a_day_after_those_known(deadline: Deadline) -> None:
    """Who hears "in 7 Tagen" on the day that used to be the last one loses the round."""
    rounds = deadline.rule.rounds if isinstance(deadline.rule, PatternRule) else ()
    for item in rounds:
        near = [
            day.replace(year=2027)
            for day in deadline.last_known
            if abs((item.last.on(day.year) - day).days) <= NEAR_DAYS
        ]
        assert item.last.on(2027) <= max(near, default=date.max)


def test_what_comes_next_for_a_journey_is_no_round_that_is_over() -> None:
    query = DeadlineQuery(("erasmus_jugend",), start=date(2027, 8, 1), mode=Mode.NEXT)
    items = find_deadlines(BOOK, query, NOW).items
    assert items[0].deadline.id == "erasmus_ka1_einzelantrag"
    is_over = [item.due.is_past(NOW) for item in items if item.due is not None]
    assert any(is_over)
    assert is_over == sorted(is_over)
