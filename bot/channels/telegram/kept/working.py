"""Works off a queue, several pieces at a time, whatever breaks."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Generic, TypeVar

from bot.consultations.errors import StoreUnavailableError
from bot.stopping import pause

_logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 0.3
PAUSE_SECONDS = 2.0
AT_ONCE = 8

Piece = TypeVar("Piece")


class Working(Generic[Piece]):
    """A loop: ``_claim`` takes a piece of work out of the queue, ``_do`` does it."""

    def __init__(self) -> None:
        """Start without anything to do."""
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look at once, because there is something."""
        self._wake.set()

    async def run_forever(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` is set; what is begun is brought to its end."""
        running: set[asyncio.Task[None]] = set()
        while not stop.is_set():
            if len(running) >= AT_ONCE:
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                continue
            self._wake.clear()
            piece = await self._next(stop)
            if piece is None:
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_SECONDS)
                continue
            task = asyncio.create_task(self._safely(piece, stop))
            running.add(task)
            task.add_done_callback(running.discard)
        if running:
            await asyncio.wait(running)

    async def _next(self, stop: asyncio.Event) -> Piece | None:
        try:
            return await asyncio.to_thread(self._claim)
        except StoreUnavailableError:
            _logger.error("%s: the database does not answer", type(self).__name__)
            await pause(stop, PAUSE_SECONDS)
        return None

    async def _safely(self, piece: Piece, stop: asyncio.Event) -> None:
        try:
            await self._do(piece)
        except StoreUnavailableError:
            # The lease runs out, and the piece is taken up again.
            _logger.error("%s: the database does not answer", type(self).__name__)
            await pause(stop, PAUSE_SECONDS)
        except Exception as error:  # a loop that ends would silence the whole channel
            # The type only: messages of unknown errors may quote what a person wrote.
            _logger.error("%s: %s", type(self).__name__, type(error).__name__)
        self._wake.set()

    def _claim(self) -> Piece | None:
        """Take a piece of work, None if there is none; may block and raise."""
        raise NotImplementedError

    async def _do(self, piece: Piece) -> None:
        """Do a piece of work."""
        raise NotImplementedError
