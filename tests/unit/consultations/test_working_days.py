"""Working days of the office around the holidays of North Rhine-Westphalia."""

from __future__ import annotations

from datetime import date

import pytest

from bot.consultations.working_days import add_working_days, is_working_day


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        pytest.param("2026-11-23", 2, "2026-11-25", id="plain week"),
        pytest.param("2026-11-23", 3, "2026-11-26", id="three days"),
        pytest.param("2026-11-20", 1, "2026-11-23", id="friday to monday"),
        pytest.param("2026-11-21", 2, "2026-11-24", id="saturday starts on monday"),
        pytest.param("2026-12-23", 2, "2026-12-28", id="christmas, christmas eve is worked"),
        pytest.param("2026-12-30", 2, "2027-01-04", id="new year, new year's eve is worked"),
        pytest.param("2026-02-13", 1, "2026-02-16", id="rosenmontag is worked"),
        pytest.param("2026-04-02", 2, "2026-04-08", id="easter"),
        pytest.param("2026-05-13", 1, "2026-05-15", id="ascension day"),
        pytest.param("2026-06-03", 1, "2026-06-05", id="corpus christi"),
        pytest.param("2027-10-29", 1, "2027-11-02", id="all saints on a monday"),
        pytest.param("2025-10-30", 1, "2025-10-31", id="reformation day is worked"),
    ],
)
def test_answer_day(start: str, days: int, expected: str) -> None:
    """The promised day skips weekends and public holidays of this Land only."""
    result = add_working_days(date.fromisoformat(start), days)
    assert result == date.fromisoformat(expected)


@pytest.mark.parametrize("days", [0, -1])
def test_refuses_a_promise_for_today(days: int) -> None:
    """A promise lies at least one working day ahead."""
    with pytest.raises(ValueError, match="at least 1"):
        add_working_days(date(2026, 11, 23), days)


def test_result_is_always_a_working_day() -> None:
    """No start day of two years leads to a day off."""
    first = date(2026, 1, 1).toordinal()
    ends = [add_working_days(date.fromordinal(first + n), 2) for n in range(730)]
    assert all(is_working_day(end) for end in ends)
    assert ends == sorted(ends)
