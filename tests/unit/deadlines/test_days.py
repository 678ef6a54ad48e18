"""Reckoning with days."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deadlines.days import lead_before, months_before


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 7, 1), 3, date(2027, 4, 1)),
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 12, 31), 12, date(2026, 12, 31)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2027, 3, 31), 0, date(2027, 3, 31)),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_lead_is_counted_in_months_then_weeks_then_days() -> None:
    assert lead_before(date(2027, 7, 12), months=3) == date(2027, 4, 12)
    assert lead_before(date(2027, 7, 12), weeks=6) == date(2027, 5, 31)
    assert lead_before(date(2027, 3, 31), months=1, weeks=1, days=1) == date(2027, 2, 20)
