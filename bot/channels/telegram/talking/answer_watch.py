"""Finds answers of the office that did not come from its desk: by mail, for example."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy.engine import Engine

from bot.channels.telegram.handovers import NEVER_SEEN, LinkedRequest, SqlHandovers
from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.replies import TelegramReplies
from bot.channels.telegram.talking.consultation import way_of_answers
from bot.channels.telegram.talking.services import TelegramServices
from bot.consultations.errors import StoreUnavailableError, UnknownReferenceError
from bot.consultations.threads.thread import Threads
from bot.consultations.threads.thread_models import Author, Via
from bot.stopping import pause

_logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 3.0


class AnswerWatch:
    """Finds answers that came another way, by mail for example."""

    def __init__(
        self,
        engine: Engine,
        replies: TelegramReplies,
        services: TelegramServices,
        on_message: Callable[[], None],
    ) -> None:
        """``on_message`` hears when something is queued."""
        self._handovers = SqlHandovers(engine)
        self._outbox = SqlOutbox(engine)
        self._threads = Threads(engine, services.now)
        self._replies = replies
        self._services = services
        self._on_message = on_message

    async def run_forever(self, stop: asyncio.Event) -> None:
        """Look again and again until ``stop`` is set."""
        while not stop.is_set():
            try:
                if await asyncio.to_thread(self.look):
                    self._on_message()
            except StoreUnavailableError as error:
                _logger.error("answers not found, trying again: %s", type(error).__name__)
            await pause(stop, LOOK_EVERY_SECONDS)

    def look(self) -> int:
        """Queue what is new and return the number of answers.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        return sum(self._look_at(linked) for linked in self._handovers.with_news())

    def _look_at(self, linked: LinkedRequest) -> int:
        try:
            thread = self._threads.messages(linked.reference, public_only=True)
        except UnknownReferenceError:
            self._handovers.forget(linked.reference)
            return 0
        number = self._greet(linked) if linked.seen == NEVER_SEEN else 0
        new = [message for message in thread if message.number > linked.seen]
        for message in new:
            # The desk itself brings what it answers by this way.
            if message.author is Author.OFFICE and message.via is not Via.TELEGRAM:
                key = f"{linked.reference}|{message.number}"
                number += self._replies.notify(linked, message.text, "", key)
        seen = max([linked.seen, 0, *(message.number for message in new)])
        if seen != linked.seen:
            self._handovers.told(linked.reference, seen)
        return number

    def _greet(self, linked: LinkedRequest) -> int:
        """Tell a new request's chat how answers come, and let the person choose."""
        calls = way_of_answers(self._services, linked.chat_id)
        now = self._services.now()
        return self._outbox.add(f"w{linked.reference}", linked.chat_id, calls, now)
