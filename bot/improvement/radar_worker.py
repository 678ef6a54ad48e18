"""Sends the weekly report once a week, at the hour that the office wants."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage

from bot.clock import OFFICE_ZONE
from bot.consultations.errors import StoreUnavailableError
from bot.dates.calendar.almanac import monday_of
from bot.improvement.radar_store import RadarMail, RadarStore
from bot.mail.backoff import Failure, due_again, failure_of
from bot.mail.transports import LEASE, Transport
from bot.stopping import pause

_logger = logging.getLogger(__name__)

CATCH_UP = timedelta(days=2)
"""A mail that could not go out in time is sent so late at most; then the next week tells."""


@dataclass(frozen=True)
class Schedule:
    """``weekday`` counts from 0 for Monday; ``at`` is by German clocks."""

    weekday: int
    at: time

    def week_due(self, now: datetime) -> str | None:
        """Return the week whose mail should be out by now (``2026-W48``), or None."""
        local = now.astimezone(OFFICE_ZONE)
        day = monday_of(local.date()) + timedelta(days=self.weekday)
        moment = datetime.combine(day, self.at, OFFICE_ZONE)
        if moment > local:
            day -= timedelta(days=7)
            moment = datetime.combine(day, self.at, OFFICE_ZONE)
        return week_of(day) if local - moment < CATCH_UP else None


class RadarWorker:
    """Plans and sends; several workers may share one database."""

    def __init__(
        self,
        store: RadarStore,
        schedule: Schedule,
        transport: Transport,
        compose: Callable[[str, datetime], EmailMessage],
        clock: Callable[[], datetime],
        rng: random.Random,
    ) -> None:
        """``compose`` returns the mail of a week, with the day on which it was planned."""
        self._store = store
        self._schedule = schedule
        self._transport = transport
        self._compose = compose
        self._clock = clock
        self._rng = rng

    async def run_forever(self, stop: asyncio.Event, poll_seconds: float) -> None:
        """Look, send, wait, and start again until ``stop`` is set."""
        while not stop.is_set():
            try:
                await self.run_once()
            except StoreUnavailableError as error:
                _logger.error("radar not possible, trying again: %s", type(error).__name__)
            await pause(stop, poll_seconds)

    async def run_once(self) -> bool:
        """Send what is due and return whether a mail went out.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        now = self._clock()
        week = self._schedule.week_due(now)
        if week is not None:
            await asyncio.to_thread(self._store.plan, week, now)
        return await self.send_due()

    async def send_due(self) -> bool:
        """Send a planned mail whose time has come and return whether it went out.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        now = self._clock()
        mail = await asyncio.to_thread(self._store.claim, now, now + LEASE)
        if mail is None:
            return False
        try:
            message = await asyncio.to_thread(self._compose, mail.week, mail.created_at)
            await self._transport.send(message)
        except StoreUnavailableError:
            await self._failed(mail, Failure("store", is_final=False))
            raise
        except Exception as error:  # a broken file of the office must not stop the reminders
            await self._failed(mail, failure_of(error))
            return False
        await asyncio.to_thread(self._store.settle, mail.week, "sent", self._clock())
        _logger.info("radar of %s sent, attempt %d", mail.week, mail.attempts)
        return True

    async def _failed(self, mail: RadarMail, failure: Failure) -> None:
        now, code = self._clock(), failure.code
        due_at = due_again(failure, mail.attempts, mail.created_at, now, self._rng)
        if due_at is None:
            await asyncio.to_thread(self._store.settle, mail.week, "dead", now, code)
            _logger.error("radar of %s given up: %s", mail.week, code)
            return
        await asyncio.to_thread(self._store.defer, mail.week, due_at, code)
        _logger.warning("radar of %s deferred: %s", mail.week, code)


def week_of(day: date) -> str:
    """Return the calendar week of a day, ``2026-W48``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
