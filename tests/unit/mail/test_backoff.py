from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot.mail.backoff import is_hopeless, retry_delay


class _Fixed(random.Random):
    """Draws the same number every time."""

    def __init__(self, drawn: float) -> None:
        super().__init__()
        self._drawn = drawn

    def random(self) -> float:
        return self._drawn


def test_waits_double_from_a_minute_to_an_hour() -> None:
    shortest = [retry_delay(n, _Fixed(0)).total_seconds() / 60 for n in range(1, 9)]
    longest = [retry_delay(n, _Fixed(1)).total_seconds() / 60 for n in range(1, 9)]
    assert shortest == [1, 2, 4, 8, 16, 32, 48, 48]
    assert longest == [1.25, 2.5, 5, 10, 20, 40, 60, 60]


def test_no_number_of_attempts_is_too_large() -> None:
    assert retry_delay(10**6, _Fixed(1)) == timedelta(hours=1)


def test_mails_that_failed_together_come_back_apart() -> None:
    rng = random.Random(1)  # noqa: S311
    assert len({retry_delay(7, rng) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("attempts", "days", "expected"),
    [(500, 6.99, False), (100, 7, True), (99, 30, False), (1, 7, False)],
)
def test_hope_ends_after_a_week_of_trying(attempts: int, days: float, expected: bool) -> None:
    assert is_hopeless(attempts, timedelta(days=days)) is expected
