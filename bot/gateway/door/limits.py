"""Limits on how often and how much a client may send."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.clients import address_key

CONTENT_TOO_LARGE = 413
REQUEST_TIMEOUT = 408
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Rate:
    """How many actions at once, and how many more each second."""

    burst: int
    per_second: float


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class RateLimiter:
    """Token buckets in memory, one per key; the least recently used keys are forgotten first."""

    def __init__(self, rate: Rate, clock: Callable[[], float], max_keys: int = 10_000) -> None:
        """Start with full buckets; ``clock`` returns seconds that never go back."""
        self._rate = rate
        self._clock = clock
        self._max_keys = max_keys
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    @property
    def rate(self) -> Rate:
        """The limit."""
        return self._rate

    async def ask(self, key: str) -> int:
        """Do what ``seconds_to_wait`` does, where others must not be held up meanwhile."""
        return self.seconds_to_wait(key)

    def seconds_to_wait(self, key: str) -> int:
        """Take one token and return 0, or return how many seconds until there is one."""
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._rate.burst, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._max_keys:
            self._buckets.popitem(last=False)
        gained = (now - bucket.filled_at) * self._rate.per_second
        bucket.tokens = min(self._rate.burst, bucket.tokens + gained)
        bucket.filled_at = now
        if bucket.tokens < 1:
            return math.ceil((1 - bucket.tokens) / self._rate.per_second)
        bucket.tokens -= 1
        return 0


async def slow_down(limiter: RateLimiter, scope: Scope) -> None:
    """Take one from the limit of the client's network.

    Raises:
        HTTPException: 429 with the time to wait.
    """
    seconds = await limiter.ask(address_key(scope))
    if seconds:
        raise HTTPException(TOO_MANY_REQUESTS, headers={"Retry-After": str(seconds)})


class BodyLimitMiddleware:
    """Refuses bodies that are too large or too slow, while they are still arriving."""

    def __init__(
        self, app: ASGIApp, limits: Mapping[str, int], default: int, seconds: float
    ) -> None:
        """Take the byte limit by path, the one for all others, and the time for a whole body."""
        self._app = app
        self._limits = limits
        self._default = default
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting ``receive``."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limits.get(scope["path"], self._default)
        body = _LimitedBody(receive, limit, self._seconds)
        await self._app(scope, body.receive, send)


class _LimitedBody:
    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self._receive = receive
        self._limit = limit
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._size = 0
        self._is_complete = False

    async def receive(self) -> Message:
        if self._is_complete:
            return await self._receive()
        remaining = self._deadline - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(self._receive(), max(remaining, 0))
        except asyncio.TimeoutError:
            raise HTTPException(REQUEST_TIMEOUT) from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._is_complete = not message.get("more_body", False)
            if self._size > self._limit:
                raise HTTPException(CONTENT_TOO_LARGE, headers={"Connection": "close"})
        return message
