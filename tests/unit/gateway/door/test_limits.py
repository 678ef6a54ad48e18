from __future__ import annotations

import pytest

from bot.gateway.door.limits import Rate, RateLimiter
from bot.web.clients import address_key


def test_a_bucket_is_empty_after_the_burst_and_fills_again() -> None:
    clock = [0.0]
    limiter = RateLimiter(Rate(burst=3, per_second=0.5), lambda: clock[0])
    assert [limiter.seconds_to_wait("a") for _ in range(4)] == [0, 0, 0, 2]
    assert limiter.seconds_to_wait("b") == 0
    clock[0] = 2
    assert [limiter.seconds_to_wait("a") for _ in range(2)] == [0, 2]


def test_a_bucket_never_holds_more_than_the_burst() -> None:
    clock = [0.0]
    limiter = RateLimiter(Rate(burst=2, per_second=1), lambda: clock[0])
    limiter.seconds_to_wait("a")
    clock[0] = 1000
    assert [limiter.seconds_to_wait("a") for _ in range(3)] == [0, 0, 1]


def test_memory_is_bounded_and_busy_keys_are_kept() -> None:
    limiter = RateLimiter(Rate(burst=1, per_second=0.001), lambda: 0.0, max_keys=10)
    limiter.seconds_to_wait("busy")
    for number in range(100):
        limiter.seconds_to_wait(f"k{number}")
        assert limiter.seconds_to_wait("busy") > 0
    assert len(limiter._buckets) == 10


@pytest.mark.parametrize(
    ("client", "key"),
    [
        (("192.0.2.7", 1), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("testclient", 1), "testclient"),
        (None, ""),
    ],
)
def test_one_ipv6_customer_is_one_address(client: object, key: str) -> None:
    assert address_key({"client": client}) == key
