from __future__ import annotations

from datetime import date, datetime, timezone

from bot.clock import day_in_germany, german_day, german_moment

NEW_YEAR_IN_GERMANY = datetime(2026, 12, 31, 23, 5, tzinfo=timezone.utc)


def test_a_day_begins_where_the_office_is() -> None:
    assert day_in_germany(NEW_YEAR_IN_GERMANY) == date(2027, 1, 1)


def test_days_and_moments_are_written_as_at_the_office() -> None:
    assert german_day(date(2026, 2, 1)) == "01.02.2026"
    assert german_moment(NEW_YEAR_IN_GERMANY) == "01.01.2027, 00:05"
