"""Sends what waits in the outbox; Telegram's own limits and every failure included."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.channels.telegram.connection.client import Failure, TelegramCallError
from bot.channels.telegram.kept.outbox import ClaimedMessage, SqlOutbox
from bot.channels.telegram.kept.working import Working
from bot.channels.telegram.shown.outgoing import Method
from bot.reminders.quiet_hours import after_quiet_hours, is_quiet

_logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""Longer than the longest call: two messages with all their timeouts."""

GIVEN_UP_AFTER = {
    # Telegram forgets a pressed button after some seconds.
    Method.ANSWER: timedelta(seconds=60),
    Method.MARK: timedelta(hours=1),
    Method.MESSAGE: timedelta(days=1),
    Method.DOCUMENT: timedelta(days=1),
}
NOTICE_GIVEN_UP_AFTER = timedelta(days=7)
TOKEN_PAUSE = timedelta(minutes=1)
_LONGEST_DELAY = 60.0
# Messages that failed together do not come back together.
_JITTER = (0.75, 1.25)


class Caller(Protocol):
    """What the sender needs of the client."""

    async def call(self, method: Method, chat_id: int, content: Mapping[str, Any]) -> None:
        """Make one call or raise ``TelegramCallError``."""


class Sender(Working[ClaimedMessage]):
    """Works off the outbox, several chats at a time and each chat in its order."""

    def __init__(
        self,
        outbox: SqlOutbox,
        client: Caller,
        on_blocked: Callable[[int], Awaitable[None]],
        now: Callable[[], datetime],
        rng: random.Random,
    ) -> None:
        """``on_blocked`` gets a chat whose person does not want to hear from us any more."""
        super().__init__()
        self._outbox = outbox
        self._client = client
        self._on_blocked = on_blocked
        self._now = now
        self._rng = rng
        self._silent_until = now()

    def _claim(self) -> ClaimedMessage | None:
        now = self._now()
        if now < self._silent_until or not self._outbox.has_due(now):
            return None
        return self._outbox.claim(now, now + LEASE)

    async def _do(self, piece: ClaimedMessage) -> None:
        now = self._now()
        if piece.is_notice and is_quiet(now):
            await self._defer(piece, after_quiet_hours(now), "quiet_hours", counts=False)
            return
        try:
            await self._client.call(piece.method, piece.chat_id, piece.content)
        except TelegramCallError as error:
            await self._failed(piece, error)
        else:
            await asyncio.to_thread(self._outbox.settle, piece.number, "sent")

    async def _failed(self, message: ClaimedMessage, error: TelegramCallError) -> None:
        now, failure = self._now(), error.failure
        if failure is Failure.FLOOD:
            # Telegram counts all that is sent in this time, so nothing is.
            self._silent_until = max(self._silent_until, now + error.wait)
            await self._defer(message, self._silent_until, failure.value, counts=False)
            return
        if failure is Failure.TOKEN:
            self._silent_until = now + TOKEN_PAUSE
            _logger.error("Telegram does not know the token of the bot")
            await self._defer(message, self._silent_until, failure.value, counts=False)
            return
        if failure is Failure.BLOCKED:
            await self._give_up(message, failure)
            await self._on_blocked(message.chat_id)
            return
        limit = NOTICE_GIVEN_UP_AFTER if message.is_notice else GIVEN_UP_AFTER[message.method]
        if failure is Failure.REFUSED or now - message.created_at > limit:
            await self._give_up(message, failure)
            return
        seconds = min(_LONGEST_DELAY, 2.0 ** min(message.attempts - 1, 10))
        delay = timedelta(seconds=seconds * self._rng.uniform(*_JITTER))
        await self._defer(message, now + delay, failure.value)

    async def _defer(
        self, message: ClaimedMessage, due_at: datetime, why: str, *, counts: bool = True
    ) -> None:
        _logger.info("message %d to Telegram waits: %s", message.number, why)
        await asyncio.to_thread(self._outbox.defer, message.number, due_at, why, counts=counts)

    async def _give_up(self, message: ClaimedMessage, failure: Failure) -> None:
        # Old buttons and blocked bots are everyday life; a message that nobody gets is not.
        is_usual = message.method in (Method.ANSWER, Method.MARK) or failure is Failure.BLOCKED
        level = logging.INFO if is_usual else logging.ERROR
        _logger.log(level, "message %d to Telegram given up: %s", message.number, failure.value)
        state = "sent" if is_usual else "dead"
        await asyncio.to_thread(self._outbox.settle, message.number, state, failure.value)
