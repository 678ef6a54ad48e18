from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

import pytest

from bot.mail.backoff import Failure, due_again, failure_of, is_hopeless, retry_delay
from bot.mail.transports import PermanentMailError, TemporaryMailError

NOW = datetime(2026, 11, 29, 12, tzinfo=timezone.utc)


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


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (PermanentMailError("smtp_550"), Failure("smtp_550", is_final=True)),
        (TemporaryMailError("smtp_451"), Failure("smtp_451", is_final=False)),
        (ValueError("who@example.org"), Failure("unexpected_ValueError", is_final=False)),
        (type("E" * 70, (Exception,), {})(), Failure("unexpected_" + "E" * 49, is_final=False)),
    ],
)
def test_an_error_says_why_without_quoting_the_mail(error: Exception, failure: Failure) -> None:
    assert failure_of(error) == failure


def test_only_a_final_failure_or_a_week_of_trying_ends_the_tries() -> None:
    refused, busy = Failure("smtp_550", is_final=True), Failure("smtp_451", is_final=False)
    a_week_ago, rng = NOW - timedelta(days=7), _Fixed(0)
    assert due_again(refused, 1, NOW, NOW, rng) is None
    assert due_again(busy, 1, NOW, NOW, rng) == NOW + timedelta(minutes=1)
    assert due_again(busy, 99, a_week_ago, NOW, rng) == NOW + timedelta(minutes=48)
    assert due_again(busy, 100, a_week_ago, NOW, rng) is None
