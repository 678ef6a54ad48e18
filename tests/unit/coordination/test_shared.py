"""Locks and limits that several gateways share, with a real Redis that also fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest
import redis

from benchmarks.redis_server import RedisServer
from bot.coordination.conversation_locks import LocalLocks, SharedLocks
from bot.coordination.guarded_redis import (
    REST_SECONDS,
    GuardedRedis,
    RedisUnavailableError,
    open_redis,
)
from bot.gateway.build import longest_turn_seconds
from bot.gateway.door.limits import Rate
from bot.gateway.door.rate_limits import RateLimits
from bot.gateway.door.shared_limits import SharedRateLimiter, share_limits
from bot.settings import Settings

SECRET = b"s" * 32
TURN_SECONDS = 15.0
PING = "return redis.call('PING')"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guarded(redis_server: RedisServer, clock: Clock) -> GuardedRedis:
    return open_redis(redis_server.url, clock)


def limiter(guarded: GuardedRedis, clock: Clock, rate: Rate) -> SharedRateLimiter:
    return SharedRateLimiter(rate, clock, "test", guarded, SECRET)


def test_two_gateways_count_together(guarded: GuardedRedis, clock: Clock) -> None:
    gateways = [limiter(guarded, clock, Rate(burst=4, per_second=0.01)) for _ in range(2)]
    waits = [gateways[number % 2].seconds_to_wait("192.0.2.1") for number in range(5)]
    assert waits[:4] == [0, 0, 0, 0]
    assert 90 <= waits[4] <= 100
    assert gateways[0].seconds_to_wait("192.0.2.2") == 0


def test_redis_never_learns_who_somebody_is(
    guarded: GuardedRedis, clock: Clock, redis_server: RedisServer
) -> None:
    limiter(guarded, clock, Rate(4, 0.1)).seconds_to_wait("192.0.2.1")
    [key] = redis.Redis.from_url(redis_server.url).keys("*")
    assert b"192" not in key
    assert 0 < redis.Redis.from_url(redis_server.url).ttl(key) <= 41


@pytest.mark.parametrize("failure", ["kill", "freeze"])
def test_without_redis_each_gateway_counts_by_itself_and_nobody_waits_long(
    guarded: GuardedRedis, clock: Clock, redis_server: RedisServer, failure: str
) -> None:
    limit = limiter(guarded, clock, Rate(burst=2, per_second=0.01))
    assert limit.seconds_to_wait("a") == 0
    getattr(redis_server, failure)()
    assert [limit.seconds_to_wait("a") > 0 for _ in range(3)] == [False, False, True]
    calls: list[int] = []
    client = guarded._client
    guarded._client = None  # asked again within the rest, this would break
    guarded._scripts = {script: lambda **_: calls.append(1) for script in guarded._scripts}
    limit.seconds_to_wait("a")
    assert calls == []
    guarded._client, guarded._scripts = client, {}


def test_redis_that_is_back_is_used_again(
    guarded: GuardedRedis, clock: Clock, redis_server: RedisServer
) -> None:
    redis_server.freeze()
    with pytest.raises(RedisUnavailableError):
        guarded.run(PING, "k")
    redis_server.thaw()
    with pytest.raises(RedisUnavailableError):
        guarded.run(PING, "k")
    clock.now += REST_SECONDS + 1
    assert guarded.run(PING, "k") == b"PONG"


def test_all_limits_of_the_door_can_be_shared(guarded: GuardedRedis, clock: Clock) -> None:
    own = RateLimits.default(clock)
    shared = share_limits(own, clock, guarded, SECRET)
    for name, limit in vars(shared).items():
        assert isinstance(limit, SharedRateLimiter)
        assert limit.rate == getattr(own, name).rate


async def in_turn(locks: list[Callable], conversation: str) -> list[str]:
    """Return what happened when several gateways work on one conversation at once."""
    events = []

    async def turn(lock: Callable, name: str) -> None:
        async with lock(conversation):
            events.append(f"{name}+")
            await asyncio.sleep(0.1)
            events.append(f"{name}-")

    await asyncio.gather(*(turn(lock, str(n)) for n, lock in enumerate(locks)))
    return events


def is_one_after_the_other(events: list[str]) -> bool:
    return all(
        first[0] == second[0] for first, second in zip(events[::2], events[1::2], strict=True)
    )


async def test_two_gateways_take_turns_in_a_conversation(guarded: GuardedRedis) -> None:
    events = await in_turn(
        [SharedLocks(guarded, TURN_SECONDS), SharedLocks(guarded, TURN_SECONDS)], "c"
    )
    assert is_one_after_the_other(events)


async def test_other_conversations_do_not_wait(
    guarded: GuardedRedis, redis_server: RedisServer
) -> None:
    one, two = SharedLocks(guarded, TURN_SECONDS), SharedLocks(guarded, TURN_SECONDS)
    begun = time.monotonic()
    async with one("a"), two("b"):
        assert len(redis.Redis.from_url(redis_server.url).keys("*")) == 2
    assert time.monotonic() - begun < TURN_SECONDS / 2


@pytest.mark.parametrize("failure", ["kill", "freeze"])
async def test_a_conversation_goes_on_when_redis_fails_in_the_middle(
    guarded: GuardedRedis, redis_server: RedisServer, failure: str
) -> None:
    locks = SharedLocks(guarded, TURN_SECONDS)
    async with locks("c"):
        getattr(redis_server, failure)()
    # What is left is the lock of this process.
    assert is_one_after_the_other(await in_turn([locks, locks], "c"))


async def test_a_lock_that_nobody_gives_back_ends_by_itself(
    guarded: GuardedRedis, redis_server: RedisServer
) -> None:
    async with SharedLocks(guarded, TURN_SECONDS)("c"):
        [key] = redis.Redis.from_url(redis_server.url).keys("*")
        assert 0 < redis.Redis.from_url(redis_server.url).pttl(key) <= 20_000
    assert redis.Redis.from_url(redis_server.url).keys("*") == []


@pytest.mark.parametrize("turn_seconds", [1.0, 60.0])
async def test_a_lock_outlives_the_longest_turn(
    guarded: GuardedRedis, redis_server: RedisServer, turn_seconds: float
) -> None:
    async with SharedLocks(guarded, turn_seconds)("c"):
        [key] = redis.Redis.from_url(redis_server.url).keys("*")
        left = redis.Redis.from_url(redis_server.url).pttl(key) / 1000
        assert turn_seconds < left <= turn_seconds + 5


def test_the_longest_turn_follows_the_settings() -> None:
    slow = Settings.from_env({"IJA_RASA_TIMEOUT_SECONDS": "30", "IJA_TURN_WAIT_SECONDS": "7"})
    assert longest_turn_seconds(slow) == 7 + 30 * len(slow.core_urls)


async def test_local_locks_are_forgotten() -> None:
    locks = LocalLocks()
    async with locks("a"):
        assert locks("a").locked()
    assert len(locks._locks) == 0
