"""Arithmetic of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dates.calendar.almanac import add_months, easter, iso_week, nth_weekday, shifted, start_of


def test_the_last_day_of_a_month_stays_in_the_shorter_month() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 3, 31), -1) == date(2028, 2, 29)
    assert add_months(date(2027, 11, 30), 14) == date(2029, 1, 30)


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, "03-22"), (1943, "04-25"), (2000, "04-23"), (2027, "03-28"), (2038, "04-25")],
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


def test_a_year_has_53_weeks_only_sometimes() -> None:
    assert iso_week(2026, 53) == date(2026, 12, 28)
    assert iso_week(2027, 53) is None


def test_the_fifth_weekday_is_there_only_sometimes() -> None:
    assert nth_weekday(2027, 1, 4, 5) == date(2027, 1, 29)
    assert nth_weekday(2027, 2, 4, 5) is None
    assert nth_weekday(2027, 2, 4, -1) == date(2027, 2, 26)


@pytest.mark.parametrize(
    ("grain", "start", "following"),
    [
        ("week", "2027-05-10", "2027-05-17"),
        ("month", "2027-05-01", "2027-06-01"),
        ("quarter", "2027-04-01", "2027-07-01"),
        ("half", "2027-01-01", "2027-07-01"),
        ("year", "2027-01-01", "2028-01-01"),
    ],
)
def test_units_of_the_calendar(grain: str, start: str, following: str) -> None:
    first = start_of(grain, date(2027, 5, 13))
    assert first.isoformat() == start
    assert shifted(grain, first, 1).isoformat() == following
