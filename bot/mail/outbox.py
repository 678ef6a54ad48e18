"""The worker that empties the outbox."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mail_kinds import MailKind
from bot.consultations.mails.outbox_mails import (
    ClaimedMail,
    MailPointlessError,
    NothingDue,
)
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.mail.backoff import Failure, due_again, failure_of
from bot.mail.message import Composer
from bot.mail.transports import LEASE, Transport
from bot.stopping import pause

_logger = logging.getLogger(__name__)

CONFIRM_WITHIN = timedelta(days=2)
"""How long the link in a mail confirms the address."""


class _Outcome(Enum):
    SENT = "sent"
    DEFERRED = "deferred"
    DEAD = "dead"
    POINTLESS = "pointless"


@dataclass(frozen=True)
class DeliveryReport:
    """What became of the mails that were due."""

    sent: int = 0
    deferred: int = 0
    dead: int = 0


class OutboxWorker:
    """Delivers mails one after the other; several workers may share one outbox."""

    def __init__(
        self,
        store: SqlOutboxStore,
        transport: Transport,
        clock: Callable[[], datetime],
        rng: random.Random,
        *,
        composer: Composer,
        new_token: Callable[[], str],
    ) -> None:
        """Use ``clock`` for aware times and ``rng`` for the jitter of the waits.

        ``new_token`` returns at least 128 random bits that can stand in an address.
        """
        self._store = store
        self._transport = transport
        self._clock = clock
        self._rng = rng
        self._composer = composer
        self._new_token = new_token

    async def deliver_due(self, stop_event: asyncio.Event | None = None) -> DeliveryReport:
        """Try every mail that is due once; end early, between two mails, if asked to stop.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        counts = dict.fromkeys(_Outcome, 0)
        while stop_event is None or not stop_event.is_set():
            now = self._clock()
            mail = await asyncio.to_thread(self._store.claim_due, now, now + LEASE)
            if isinstance(mail, NothingDue):
                break
            counts[await self._deliver(mail)] += 1
        return DeliveryReport(
            sent=counts[_Outcome.SENT],
            deferred=counts[_Outcome.DEFERRED],
            dead=counts[_Outcome.DEAD],
        )

    async def run_forever(self, stop_event: asyncio.Event, poll_seconds: float) -> None:
        """Deliver what is due, wait, and start again until ``stop_event`` is set."""
        while not stop_event.is_set():
            try:
                await self.deliver_due(stop_event)
            except StoreUnavailableError as error:
                _logger.error("outbox not reachable, trying again: %s", error)
            await pause(stop_event, poll_seconds)

    async def _deliver(self, mail: ClaimedMail) -> _Outcome:
        try:
            await self._send(mail)
        except MailPointlessError:
            await asyncio.to_thread(self._store.discard, mail)
            return _Outcome.POINTLESS
        except StoreUnavailableError:
            raise
        except Exception as error:  # one broken mail must not keep back all others
            return await self._failed(mail, failure_of(error))
        await asyncio.to_thread(self._store.mark_sent, mail, self._clock())
        _logger.info("mail %s sent, attempt %d", mail.message_id, mail.attempts)
        return _Outcome.SENT

    async def _send(self, mail: ClaimedMail) -> None:
        content = await asyncio.to_thread(self._store.content_of, mail)
        token = None
        if mail.kind == MailKind.PERSON_CONFIRM.value:
            token = self._new_token()
            expires_at = self._clock() + CONFIRM_WITHIN
            await asyncio.to_thread(self._store.add_confirmation, mail, token, expires_at)
        await self._transport.send(self._composer.compose(mail, content, token))

    async def _failed(self, mail: ClaimedMail, failure: Failure) -> _Outcome:
        now, code = self._clock(), failure.code
        due_at = due_again(failure, mail.attempts, mail.created_at, now, self._rng)
        if due_at is None:
            await asyncio.to_thread(self._store.bury, mail, code, now)
            _logger.error("mail %s given up, attempt %d: %s", mail.message_id, mail.attempts, code)
            return _Outcome.DEAD
        await asyncio.to_thread(self._store.defer, mail, code, due_at)
        _logger.warning("mail %s deferred, attempt %d: %s", mail.message_id, mail.attempts, code)
        return _Outcome.DEFERRED
