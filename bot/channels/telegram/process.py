"""The process of the channel: everything that runs side by side in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.telegram.connection.client import TelegramClient
from bot.channels.telegram.connection.polling import Polling
from bot.channels.telegram.connection.sender import Sender
from bot.channels.telegram.connection.setup import set_up_until_done
from bot.channels.telegram.handovers import SqlHandovers
from bot.channels.telegram.kept.chats import SqlChats
from bot.channels.telegram.kept.inbox import SqlInbox
from bot.channels.telegram.kept.lock import only_process
from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.reminders import ReminderHandover
from bot.channels.telegram.talking.answer_watch import AnswerWatch
from bot.channels.telegram.webhook import Reception
from bot.channels.telegram.worker import InboxWorker
from bot.consultations.errors import StoreUnavailableError
from bot.stopping import pause

_logger = logging.getLogger(__name__)

PURGE_EVERY_SECONDS = 3600.0
NUMBERS_KEPT = timedelta(days=30)
"""So long a redelivered update is known again; there is nothing personal in its number."""


@dataclass(frozen=True)
class Periods:
    """After how long what is deleted."""

    chats: timedelta
    requests: timedelta


@dataclass(frozen=True)
class TelegramProcess:
    """The parts of the channel; ``polling`` is None where updates come by webhook."""

    client: TelegramClient
    reception: Reception
    inbox: SqlInbox
    outbox: SqlOutbox
    chats: SqlChats
    handovers: SqlHandovers
    worker: InboxWorker
    sender: Sender
    reminders: ReminderHandover
    answers: AnswerWatch
    polling: Polling | None
    lock_file: Path
    periods: Periods
    now: Callable[[], datetime]
    close: Callable[[], Awaitable[None]]

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` is set; without Telegram, Rasa or database it waits for them."""
        async with only_process(self.lock_file, stop) as is_ours:
            if is_ours and await self._took_over(stop):
                parts = [
                    set_up_until_done(self.client, self.reception, stop),
                    self.worker.run_forever(stop),
                    self.sender.run_forever(stop),
                    self.reminders.run_forever(stop),
                    self.answers.run_forever(stop),
                    self._purge_forever(stop),
                ]
                if self.polling is not None:
                    parts.append(self.polling.run_forever(stop))
                await asyncio.gather(*parts)
        await self.client.close()
        await self.close()

    async def _took_over(self, stop: asyncio.Event) -> bool:
        """Take up at once what a process that died had begun; nobody else works on it."""
        while not stop.is_set():
            try:
                now = self.now()
                await asyncio.to_thread(self.inbox.release, now)
                await asyncio.to_thread(self.outbox.release, now)
            except StoreUnavailableError:
                _logger.error("the database does not answer")
                await pause(stop, 2.0)
            else:
                return True
        return False

    async def _purge_forever(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await asyncio.to_thread(self.purge)
            except StoreUnavailableError as error:
                _logger.error("old data could not be deleted: %s", type(error).__name__)
            await pause(stop, PURGE_EVERY_SECONDS)

    def purge(self) -> None:
        """Delete what is over its time; the conversations themselves are the gateway's.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        now = self.now()
        self.inbox.purge(now - NUMBERS_KEPT)
        self.outbox.purge(now - NUMBERS_KEPT)
        self.chats.purge(now - self.periods.chats)
        self.handovers.purge(now, now - self.periods.requests)
