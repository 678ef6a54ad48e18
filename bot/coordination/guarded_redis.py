"""Redis that may fail: whoever asks hears so at once, and nobody waits for it twice."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

logger = logging.getLogger(__name__)

# On the same network it answers in a fraction of a millisecond.
ANSWER_SECONDS = 0.25
REST_SECONDS = 5.0


class RedisUnavailableError(Exception):
    """Redis did not answer, now or a moment ago."""


class GuardedRedis:
    """Runs scripts in Redis; after a failure it is left alone for some seconds."""

    def __init__(self, client: Any, clock: Callable[[], float]) -> None:
        """Use a client of ``redis`` and a clock that never goes back."""
        self._client = client
        self._clock = clock
        self._resting_until = 0.0
        self._scripts: dict[str, Any] = {}
        self._guard = threading.Lock()

    def run(self, script: str, key: str, *arguments: str | float) -> Any:
        """Return what a Lua script says about one key.

        Raises:
            RedisUnavailableError: use what this process knows by itself.
        """
        if self._clock() < self._resting_until:
            raise RedisUnavailableError
        # Here and not above: most installations have no Redis, and its client takes 6 MB.
        import redis

        with self._guard:
            registered = self._scripts.get(script)
            if registered is None:
                registered = self._scripts[script] = self._client.register_script(script)
        try:
            return registered(keys=[key], args=list(arguments))
        except (redis.RedisError, OSError) as error:
            self._resting_until = self._clock() + REST_SECONDS
            logger.warning(
                "redis does not answer (%s); each process by itself", type(error).__name__
            )
            raise RedisUnavailableError from None


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
