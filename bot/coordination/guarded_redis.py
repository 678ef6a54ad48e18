"""Redis that may fail: whoever asks hears so at once, and nobody waits for it twice."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

logger = logging.getLogger(__name__)

# On the same network it answers in a fraction of a millisecond.
ANSWER_SECONDS = 0.25
REST_SECONDS = 5.0
# Finding its address and connecting have limits of their own, or none: all of it together.
LONGEST_SECONDS = 1.0
_MOST_AT_ONCE = 8


class RedisUnavailableError(Exception):
    """Redis did not answer, now or a moment ago."""


class GuardedRedis:
    """Runs scripts in Redis; after a failure it is left alone for some seconds, then tried once."""

    def __init__(
        self, client: Any, clock: Callable[[], float], longest_seconds: float = LONGEST_SECONDS
    ) -> None:
        """Use a client of ``redis`` and a clock that never goes back.

        Whoever asks with ``ask`` waits for ``longest_seconds`` at most.
        """
        self._client = client
        self._clock = clock
        self._longest_seconds = longest_seconds
        self._resting_until = 0.0
        self._has_failed = False
        self._scripts: dict[str, Any] = {}
        self._guard = threading.Lock()
        # Of our own: threads that wait for Redis must not keep the others of the process busy.
        self._threads = ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="redis")

    async def ask(self, script: str, key: str, *arguments: str | float) -> Any:
        """Return what ``run`` returns, while the event loop goes on with everything else.

        Raises:
            RedisUnavailableError: use what this process knows by itself.
        """
        if self._clock() < self._resting_until:
            raise RedisUnavailableError
        answer = asyncio.get_running_loop().run_in_executor(
            self._threads, self.run, script, key, *arguments
        )
        try:
            return await asyncio.wait_for(answer, self._longest_seconds)
        except asyncio.TimeoutError:
            self._rest("time is up")
            raise RedisUnavailableError from None

    def run(self, script: str, key: str, *arguments: str | float) -> Any:
        """Return what a Lua script says about one key.

        Raises:
            RedisUnavailableError: use what this process knows by itself.
        """
        # Here and not above: most installations have no Redis, and its client takes 6 MB.
        import redis

        with self._guard:
            if self._clock() < self._resting_until:
                raise RedisUnavailableError
            if self._has_failed:
                # This call tries; until it knows more, nobody else waits.
                self._resting_until = self._clock() + REST_SECONDS
            registered = self._scripts.get(script)
            if registered is None:
                registered = self._scripts[script] = self._client.register_script(script)
        try:
            answer = registered(keys=[key], args=list(arguments))
        except (redis.RedisError, OSError) as error:
            self._rest(type(error).__name__)
            raise RedisUnavailableError from None
        if self._has_failed:
            self._resting_until, self._has_failed = 0.0, False
        return answer

    def _rest(self, why: str) -> None:
        self._resting_until, self._has_failed = self._clock() + REST_SECONDS, True
        logger.warning("redis does not answer (%s); each process by itself", why)


def open_redis(url: str, clock: Callable[[], float]) -> GuardedRedis:
    """Return a guarded client; it connects at the first use.

    Raises:
        ValueError: this is no address of Redis.
    """
    import redis

    client = redis.Redis.from_url(
        url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
    )
    return GuardedRedis(client, clock)
