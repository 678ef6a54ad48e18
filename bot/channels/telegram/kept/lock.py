"""Makes sure that one process works for the bot: Telegram itself allows no second one."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.stopping import pause

_LOOK_EVERY_SECONDS = 1.0


@asynccontextmanager
async def only_process(path: Path, stop: asyncio.Event) -> AsyncIterator[bool]:
    """Wait until no other process holds the lock; yield False if ``stop`` was set before that.

    The system lets go of the lock when a process dies, however it dies.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="ascii") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await pause(stop, _LOOK_EVERY_SECONDS)
                if stop.is_set():
                    yield False
                    return
        yield True
