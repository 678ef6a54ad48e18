"""Rate limits that several gateways share: the same buckets, in Redis."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import fields, replace

from bot.coordination.guarded_redis import GuardedRedis, RedisUnavailableError
from bot.gateway.door.limits import Rate, RateLimiter
from bot.gateway.door.rate_limits import RateLimits

# A bucket that is full again need not be remembered.
_TAKE_ONE = """
local burst, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local known = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(known[1]) or burst
local at = tonumber(known[2]) or now
tokens = math.min(burst, tokens + math.max(0, now - at) * rate)
local wait = 0
if tokens < 1 then wait = math.ceil((1 - tokens) / rate) else tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], math.ceil(burst / rate) + 1)
return wait
"""


class SharedRateLimiter(RateLimiter):
    """Token buckets in Redis; while that is away, those of this process."""

    def __init__(
        self, rate: Rate, clock: Callable[[], float], name: str, redis: GuardedRedis, secret: bytes
    ) -> None:
        """Keep the buckets under ``name``; ``secret`` hides who the keys are."""
        super().__init__(rate, clock)
        self._name = name
        self._redis = redis
        self._secret = secret

    async def ask(self, key: str) -> int:
        """Take one token and return 0, or return how many seconds until there is one.

        The door asks before every route, so a Redis that has stopped answering is noticed here.
        """
        try:
            return int(await self._redis.ask(_TAKE_ONE, self._bucket(key), *self._limits()))
        except RedisUnavailableError:
            return super().seconds_to_wait(key)

    def seconds_to_wait(self, key: str) -> int:
        """Do the same for those who may wait for it."""
        try:
            return int(self._redis.run(_TAKE_ONE, self._bucket(key), *self._limits()))
        except RedisUnavailableError:
            return super().seconds_to_wait(key)

    def _bucket(self, key: str) -> str:
        # Addresses of people belong neither into Redis nor into its backups.
        hidden = hmac.new(self._secret, key.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"ija:limit:{self._name}:{hidden.hexdigest()[:32]}"

    def _limits(self) -> tuple[int, float]:
        return (self.rate.burst, self.rate.per_second)


def share_limits(
    limits: RateLimits, clock: Callable[[], float], redis: GuardedRedis, secret: bytes
) -> RateLimits:
    """Return the same limits, kept in Redis."""
    shared = {
        field.name: SharedRateLimiter(
            getattr(limits, field.name).rate, clock, field.name, redis, secret
        )
        for field in fields(limits)
    }
    return replace(limits, **shared)
