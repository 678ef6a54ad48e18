"""Days that do not exist are found, and what looks like one is not."""

from __future__ import annotations

import pytest

from bot.dates.no_days import find_no_days
from bot.deadlines.shown.wording import no_day_words
from tests.unit.dates.reading import THURSDAY, one, period, read


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("am 31. Juni", (31, 6, None), "Den 31. Juni gibt es nicht, der Juni hat 30 Tage."),
        ("ab 31.6.2027 in Polen", (31, 6, 2027), "der Juni 2027 hat 30 Tage"),
        ("30.2.", (30, 2, None), "der Februar hat höchstens 29 Tage"),
        ("29.2.27", (29, 2, 2027), "Den 29. Februar 2027 gibt es nicht, der Februar 2027 hat 28"),
    ],
)
def test_a_day_that_does_not_exist(text: str, day: tuple[int, int, int | None], said: str) -> None:
    [found] = find_no_days(text, THURSDAY)
    assert (found.day, found.month, found.year) == day
    assert said in no_day_words(found)
    assert text[found.start : found.end].startswith(str(day[0]))
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["", "30. Juni", "29. Februar 2028", "29.2.", "Version 31.6", "31 Jugendliche im Juni"]
)
def test_what_exists_or_is_no_day(text: str) -> None:
    assert find_no_days(text, THURSDAY) == []


@pytest.mark.parametrize(
    ("text", "first_and_until"),
    [
        ("Tschechien Juni 27", "2027-06-01 2027-07-01"),
        ("im mai 28", "2028-05-01 2028-06-01"),
        ("Okt. 27", "2027-10-01 2027-11-01"),
        ("jan 27", "2027-01-01 2027-02-01"),
        # No year of today's, or a full date behind it: a day.
        ("Oktober 18", "2027-10-18 2027-10-19"),
        ("August 27, 2028", "2028-08-27 2028-08-28"),
    ],
)
def test_two_digits_behind_a_month_are_a_year_near_today(text: str, first_and_until: str) -> None:
    assert period(text) == first_and_until


def test_what_is_counted_behind_a_month_is_no_year() -> None:
    assert one("im Mai 28 Jugendliche").text == "Mai"
