"""An answer that costs something and may be a moment old."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Asks at most once in ``seconds``, however many want to know."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        """Use a ``clock`` that never goes back."""
        self._seconds = seconds
        self._clock = clock
        self._lock = asyncio.Lock()
        self._last: tuple[float, T] | None = None

    async def get(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Return the last answer if it is recent enough, else a new one."""
        async with self._lock:
            if self._last is not None and self._clock() - self._last[0] < self._seconds:
                return self._last[1]
            answer = await ask()
            self._last = (self._clock(), answer)
            return answer
