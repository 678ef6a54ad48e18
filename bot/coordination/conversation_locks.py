"""One message of a conversation at a time, in this process and, with Redis, in all of them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol
from weakref import WeakValueDictionary

from bot.coordination.guarded_redis import GuardedRedis, RedisUnavailableError

# What a turn may take beside waiting; a gateway that died keeps a conversation for that much more.
MARGIN_SECONDS = 5.0
POLL_SECONDS = 0.05

_TAKE = """
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
"""
_GIVE_BACK = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class ConversationLocks(Protocol):
    """Makes turns of one conversation wait for each other."""

    def __call__(self, conversation: str) -> AbstractAsyncContextManager[object]:
        """Return what holds the conversation for the length of a block."""


class LocalLocks:
    """Locks of this process."""

    def __init__(self) -> None:
        """Begin with none; a lock that nobody holds is forgotten."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def __call__(self, conversation: str) -> asyncio.Lock:
        """Return the lock of a conversation."""
        return self._locks.setdefault(conversation, asyncio.Lock())


class SharedLocks:
    """Locks of all gateways that use one Redis; without it those of this process remain."""

    def __init__(self, redis: GuardedRedis, longest_turn_seconds: float) -> None:
        """Keep the locks in ``redis``, each for longer than any turn takes."""
        self._redis = redis
        self._lease_milliseconds = round((longest_turn_seconds + MARGIN_SECONDS) * 1000)
        # After that a message goes on all the same: an answer out of order is better than none.
        self._patience_seconds = longest_turn_seconds
        self._local = LocalLocks()

    @asynccontextmanager
    async def __call__(self, conversation: str) -> AsyncIterator[None]:
        """Hold the conversation for the length of the block."""
        async with self._local(conversation):
            key, holder = f"ija:lock:{conversation}", secrets.token_hex(16)
            await self._take(key, holder)
            try:
                yield
            finally:
                await self._run(_GIVE_BACK, key, holder)

    async def _take(self, key: str, holder: str) -> None:
        loop = asyncio.get_running_loop()
        limit = loop.time() + self._patience_seconds
        while loop.time() < limit:
            if await self._run(_TAKE, key, holder, self._lease_milliseconds) != 0:
                return
            await asyncio.sleep(POLL_SECONDS)

    async def _run(self, script: str, key: str, *arguments: str | float) -> object:
        """Return the script's answer, None if there is no Redis."""
        try:
            return await self._redis.ask(script, key, *arguments)
        except RedisUnavailableError:
            return None
