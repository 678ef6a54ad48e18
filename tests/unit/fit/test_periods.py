from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.fit.periods import find_period

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1. bis 10. Juli 2027", "2027-07-01", "2027-07-10"),
        ("vom 1. bis 10. Juli", "2027-07-01", "2027-07-10"),
        ("1.-10. August 2027", "2027-08-01", "2027-08-10"),
        ("3. – 12. März", "2027-03-03", "2027-03-12"),
        ("28. bis 30. Nov", "2026-11-28", "2026-11-30"),
        ("1.7. bis 10.7.2027", "2027-07-01", "2027-07-10"),
        ("01.07.-10.07.2027", "2027-07-01", "2027-07-10"),
        ("Juli 2027", "2027-07-01", None),
        ("im Sommer 2027", "2027-06-21", None),
        ("am 12.07.2027", "2027-07-12", None),
        ("ab Mai", "2027-05-01", None),
        ("14 bis 17", None, None),
        ("", None, None),
        ("\x00", None, None),
        ("\ud800 hm", None, None),
        ("😀", None, None),
    ],
)
def test_periods(text: str, start: str | None, end: str | None) -> None:
    first, last = find_period(text, NOW)
    assert first == (date.fromisoformat(start) if start else None)
    assert last == (date.fromisoformat(end) if end else None)


def test_days_that_do_not_exist_are_no_period() -> None:
    assert find_period("31. bis 40. Juli 2027", NOW)[1] is None
