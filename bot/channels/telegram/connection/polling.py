"""Fetches updates where Telegram cannot reach us: on a developer's machine."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from bot.channels.telegram.connection.client import TelegramCallError
from bot.channels.telegram.incoming import read_update
from bot.channels.telegram.kept.inbox import SqlInbox
from bot.consultations.errors import StoreUnavailableError
from bot.stopping import pause

_logger = logging.getLogger(__name__)

WAIT_SECONDS = 25
_PAUSE_SECONDS = 3.0


class Fetcher(Protocol):
    """What polling needs of the client."""

    async def fetch_updates(self, offset: int, wait_seconds: int) -> list[Mapping[str, Any]]:
        """Return the updates from a number on or raise ``TelegramCallError``."""


class Polling:
    """Puts what it fetches into the same inbox as the webhook."""

    def __init__(
        self,
        client: Fetcher,
        inbox: SqlInbox,
        on_update: Callable[[], None],
        now: Callable[[], datetime],
    ) -> None:
        """``on_update`` hears when something came in."""
        self._client = client
        self._inbox = inbox
        self._on_update = on_update
        self._now = now
        self._offset = 0

    async def run_forever(self, stop: asyncio.Event) -> None:
        """Fetch until ``stop`` is set, also while Telegram or the database is away."""
        stopping = asyncio.ensure_future(stop.wait())
        while not stop.is_set():
            fetching = asyncio.ensure_future(self.fetch_once())
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not fetching.done():
                fetching.cancel()
                with suppress(asyncio.CancelledError):
                    await fetching
                return
            error = fetching.exception()
            if error is None:
                continue
            if not isinstance(error, TelegramCallError | StoreUnavailableError):
                raise error
            _logger.warning("updates could not be fetched: %s", type(error).__name__)
            wait = error.wait.total_seconds() if isinstance(error, TelegramCallError) else 0.0
            await pause(stop, max(wait, _PAUSE_SECONDS))

    async def fetch_once(self) -> int:
        """Fetch what there is and return how many updates are new.

        The offset, which tells Telegram what we have, moves only after the update is stored.

        Raises:
            TelegramCallError: Telegram did not answer.
            StoreUnavailableError: the database did not answer.
        """
        new = 0
        for raw in await self._client.fetch_updates(self._offset, WAIT_SECONDS):
            incoming = read_update(raw)
            if incoming is not None:
                new += await asyncio.to_thread(self._inbox.add, incoming, self._now())
            self._offset = max(self._offset, int(raw.get("update_id", 0)) + 1)
        if new:
            self._on_update()
        return new
