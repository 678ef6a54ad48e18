"""Looks what is due, queues it and sends it; several workers may share one database."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime

from bot.consultations.errors import StoreUnavailableError
from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.parsing import DeadlineBook, DeadlineBookError
from bot.mail.backoff import Failure, due_again, failure_of
from bot.mail.transports import LEASE, Transport
from bot.reminders.digest import items_of
from bot.reminders.links import Purpose
from bot.reminders.mail_queue import ClaimedMails
from bot.reminders.mails import ReminderComposer, reference_of
from bot.reminders.models import Trigger
from bot.reminders.occasions import occasions
from bot.reminders.pointless import without_the_pointless
from bot.reminders.quiet_hours import after_quiet_hours, is_quiet
from bot.reminders.revisions import SqlRevisions
from bot.reminders.store import CONFIRM_WITHIN, SqlReminderStore
from bot.stopping import pause

_logger = logging.getLogger(__name__)


class ReminderWorker:
    """Sends reminders as mails."""

    def __init__(
        self,
        store: SqlReminderStore,
        revisions: SqlRevisions,
        book: LiveBook,
        transport: Transport,
        composer: ReminderComposer,
        *,
        clock: Callable[[], datetime],
        new_token: Callable[[], str],
        erase_mails: Callable[[str], None],
        rng: random.Random,
    ) -> None:
        """Use ``clock`` for aware times; ``erase_mails`` deletes what a reference left behind."""
        self._store = store
        self._revisions = revisions
        self._book = book
        self._transport = transport
        self._composer = composer
        self._clock = clock
        self._new_token = new_token
        self._erase_mails = erase_mails
        self._rng = rng

    async def run_forever(self, stop: asyncio.Event, poll_seconds: float) -> None:
        """Look, send, wait, and start again until ``stop`` is set."""
        while not stop.is_set():
            try:
                await self.run_once(stop)
            except (StoreUnavailableError, DeadlineBookError) as error:
                _logger.error("reminders not possible, trying again: %s", type(error).__name__)
            await pause(stop, poll_seconds)

    async def run_once(self, stop: asyncio.Event | None = None) -> int:
        """Queue what is due, send what may go out now, and return the number of sent mails.

        Raises:
            StoreUnavailableError: the database did not answer.
            DeadlineBookError: the deadline files have never been readable.
        """
        book = self._book.current()
        await asyncio.to_thread(self._look, book)
        sent = 0
        while stop is None or not stop.is_set():
            now = self._clock()
            mail = await asyncio.to_thread(self._claim, now)
            if mail is None:
                break
            sent += await self._deliver(mail, book)
        return sent

    def _look(self, book: DeadlineBook) -> None:
        now = self._clock()
        for subscription_id in self._store.purge(now):
            self._erase_mails(reference_of(subscription_id))
        self._revisions.note(items_of(book), now)
        found = occasions(book, self._store.confirmed(), self._revisions.all(), now)
        added = self._store.add_mails(found, after_quiet_hours(now), now)
        if added:
            _logger.info("%d reminders queued", added)

    def _claim(self, now: datetime) -> ClaimedMails | None:
        return self._store.claim_due(now, now + LEASE, only_confirmations=is_quiet(now))

    async def _deliver(self, mail: ClaimedMails, book: DeadlineBook) -> int:
        now = self._clock()
        mail = await asyncio.to_thread(without_the_pointless, self._store, mail, book, now)
        if not mail.occasions:
            return 0
        try:
            await self._send(mail, book)
        except StoreUnavailableError:
            raise
        except Exception as error:  # one broken mail must not keep back all others
            await self._failed(mail, failure_of(error))
            return 0
        await asyncio.to_thread(self._store.settle, mail.ids, "sent", self._clock())
        _logger.info("reminder %d sent, attempt %d", mail.ids[0], mail.attempts)
        return 1

    async def _send(self, mail: ClaimedMails, book: DeadlineBook) -> None:
        now = self._clock()
        is_asking = mail.occasions[0].trigger is Trigger.CONFIRM
        purpose = Purpose.CONFIRM if is_asking else Purpose.END
        expires_at = now + CONFIRM_WITHIN if is_asking else None
        token = self._new_token()
        # In this order, so that no mail ever carries a link that leads nowhere.
        await asyncio.to_thread(
            self._store.add_token, mail.subscription.id, token, purpose, expires_at
        )
        await self._transport.send(self._composer.compose(mail, book, token, now))

    async def _failed(self, mail: ClaimedMails, failure: Failure) -> None:
        now, code = self._clock(), failure.code
        due_at = due_again(failure, mail.attempts, mail.created_at, now, self._rng)
        if due_at is None:
            await asyncio.to_thread(self._store.settle, mail.ids, "dead", now, error=code)
            _logger.error("reminder %d given up: %s", mail.ids[0], code)
            return
        await asyncio.to_thread(self._store.defer, mail.ids, due_at, code)
        _logger.warning("reminder %d deferred: %s", mail.ids[0], code)
