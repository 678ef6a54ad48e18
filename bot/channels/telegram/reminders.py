"""Hands due reminders over to the outbox of Telegram, each exactly once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urljoin

from sqlalchemy.engine import Engine

from bot.channels.telegram.kept.outbox import queue
from bot.channels.telegram.shown.outgoing import Outgoing, messages
from bot.channels.telegram.shown.rich import Paragraph, heading, link, plain
from bot.consultations.database.engine import write_transaction
from bot.consultations.errors import StoreUnavailableError
from bot.deadlines.address import PAGE_PATH
from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.parsing import DeadlineBook, DeadlineBookError
from bot.reminders.mail_queue import ClaimedMails, settle_in
from bot.reminders.models import Channel, Occasion, TargetKind, Trigger
from bot.reminders.pointless import without_the_pointless
from bot.reminders.quiet_hours import is_quiet
from bot.reminders.store import SqlReminderStore
from bot.reminders.wording import item_name, occasion_lines, occasion_title
from bot.stopping import pause
from bot.texts import text

_logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
LOOK_EVERY_SECONDS = 60.0


class ReminderHandover:
    """Takes the reminders of chats; ``python -m bot reminders run`` finds out what is due."""

    def __init__(
        self,
        engine: Engine,
        book: LiveBook,
        site: str,
        on_message: Callable[[], None],
        now: Callable[[], datetime],
    ) -> None:
        """``on_message`` hears when something is queued."""
        self._engine = engine
        self._store = SqlReminderStore(engine)
        self._book = book
        self._site = site
        self._on_message = on_message
        self._now = now

    async def run_forever(self, stop: asyncio.Event) -> None:
        """Look every minute until ``stop`` is set."""
        while not stop.is_set():
            try:
                if await asyncio.to_thread(self.hand_over):
                    self._on_message()
            except (StoreUnavailableError, DeadlineBookError) as error:
                _logger.error("reminders not possible, trying again: %s", type(error).__name__)
            await pause(stop, LOOK_EVERY_SECONDS)

    def hand_over(self) -> int:
        """Queue every reminder that is due and return how many messages these are.

        Raises:
            StoreUnavailableError: the database did not answer.
            DeadlineBookError: the deadline files have never been readable.
        """
        book = self._book.current()
        number = 0
        while not is_quiet(self._now()) and (mail := self._claim()) is not None:
            number += self._one(mail, book)
        return number

    def _claim(self) -> ClaimedMails | None:
        now = self._now()
        return self._store.claim_due(
            now, now + LEASE, only_confirmations=False, channel=Channel.TELEGRAM
        )

    def _one(self, mail: ClaimedMails, book: DeadlineBook) -> int:
        now = self._now()
        mail = without_the_pointless(self._store, mail, book, now)
        if not mail.occasions:
            return 0
        calls = reminder_messages(mail, book, self._site, now)
        chat_id = int(mail.subscription.address)
        # Both or none: a crash in between would lose a reminder, or tell it twice.
        with write_transaction(self._engine) as tx:
            queued = queue(tx, f"r{mail.ids[0]}", chat_id, calls, now)
            settle_in(tx, mail.ids, "sent", now)
        return queued


def reminder_messages(
    mail: ClaimedMails, book: DeadlineBook, site: str, now: datetime
) -> list[Outgoing]:
    """Return what a chat is told: as certain as it is, and how to end it."""
    shown: list[Paragraph] = []
    for occasion in mail.occasions:
        shown.append(heading(_title(book, mail, occasion)))
        lines = occasion_lines(book, mail.subscription, occasion, now)
        shown += [plain(line, gap=1) for line in lines]
    page = link(text("telegram.all_deadlines"), urljoin(site, PAGE_PATH))
    shown += [Paragraph((page,)), plain(text("telegram.reminder_end"), gap=1)]
    return messages(shown, is_notice=True)


def _title(book: DeadlineBook, mail: ClaimedMails, occasion: Occasion) -> str:
    is_event = mail.subscription.target.kind is TargetKind.EVENTS
    if occasion.trigger is Trigger.CHANGED and not is_event:
        return text("telegram.moved", what=item_name(book, occasion.item_id))
    return occasion_title(book, occasion)
