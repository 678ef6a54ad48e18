"""``find_dates``: periods of whole days for the questions of the field."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "first", "until", "grain"),
    [
        ("am 9.8. um 14 Uhr", "2027-08-09", "2027-08-10", "day"),
        ("heute Abend", "2026-11-26", "2026-11-27", "day"),
        ("vom 2.8. bis 9.8.", "2027-08-02", "2027-08-10", "day"),
        ("bis 15. Januar, 12 Uhr", None, "2027-01-16", "day"),
        ("in 14 Tagen", "2026-12-10", "2026-12-11", "day"),
        ("am Wochenende", "2026-11-28", "2026-11-30", "day"),
        # Of "Anfang Mai" nobody knows the day, and nobody travels for a whole summer.
        ("Anfang Mai", "2027-05-01", "2027-05-11", "week"),
        ("im Sommer 2027", "2027-06-21", "2027-09-24", "month"),
        ("innerhalb von drei Wochen", "2026-11-26", "2026-12-17", "week"),
        ("im Mai", "2027-05-01", "2027-06-01", "month"),
        ("ab 2028", "2028-01-01", None, "year"),
    ],
)
def test_a_period_of_whole_days(
    text: str, first: str | None, until: str | None, grain: str
) -> None:
    [span] = find_dates(text, NOW)
    days = [None if day is None else date.fromisoformat(day) for day in (first, until)]
    assert [span.first, span.until, span.grain] == [*days, grain]


@pytest.mark.parametrize("text", ["um 15 Uhr", "abends", "in zwei Stunden", "jetzt", "halb vier"])
def test_a_time_of_day_alone_is_left_out(text: str) -> None:
    assert find_dates(text, NOW) == []


def test_the_day_is_the_german_one() -> None:
    late = datetime(2026, 11, 26, 23, 30, tzinfo=timezone.utc)
    assert find_dates("heute", late)[0].first == date(2026, 11, 27)
