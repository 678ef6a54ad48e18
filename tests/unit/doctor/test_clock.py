"""The clock of this machine against another one."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.doctor import clock

NOW = datetime(2026, 11, 26, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("header", "difference"),
    [
        ("Thu, 26 Nov 2026 00:01:00 GMT", 60),
        ("Wed, 25 Nov 2026 23:59:00 GMT", -60),
        ("", None),
        ("gestern", None),
        ("Thu, 26 Nov 2026 00:01:00", None),
    ],
)
def test_another_clock_is_read(header: str, difference: float | None) -> None:
    assert clock.difference_of(header, NOW) == difference


def test_the_kernel_is_asked_whether_its_clock_is_kept() -> None:
    assert clock.is_synchronised() in (True, False, None)
