"""Reads for operators how the whole assistant is: database, outbox, reviews, disk, Rasa."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.channels.telegram.totals import telegram_totals
from bot.clock import day_in_germany
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.inbox_store import SqlInboxStore
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.models import Channel
from bot.consultations.totals import request_totals
from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.parsing import DeadlineBookError
from bot.knowledge.catalogue import Catalogue
from bot.metrics.health_check import is_up
from bot.metrics.state import Reader, Reading
from bot.programmes.book import LiveProgrammes
from bot.reminders.totals import reminder_totals

HEALTH_SECONDS = 2.0


def database_readings(engine: Engine, now: datetime) -> Iterable[Reading]:
    """Return what the tables say; a silent database has one figure, which says so."""
    try:
        outbox = SqlOutboxStore(engine).overview()
        inbox = SqlInboxStore(engine, datetime.date).overview()
        requests = request_totals(engine, day_in_germany(now))
        reminders = reminder_totals(engine, now)
    except StoreUnavailableError:
        return [Reading("ija_database_up", 0)]
    ages = [(now - since).total_seconds() for since in outbox.waiting_since]
    channels = {channel.value: 0 for channel in Channel} | dict(requests.by_channel)
    return [
        Reading("ija_database_up", 1),
        Reading("ija_outbox_pending", outbox.pending + outbox.sending + outbox.deferred),
        Reading("ija_outbox_dead", outbox.dead),
        Reading("ija_outbox_dead_to_person", outbox.dead_to_person),
        Reading("ija_outbox_oldest_seconds", max([0.0, *ages])),
        Reading("ija_inbox_failed", inbox.failed),
        Reading("ija_inbox_unmatched", inbox.unmatched),
        *(Reading("ija_requests", number, name) for name, number in sorted(channels.items())),
        Reading("ija_requests_open", requests.open),
        Reading("ija_requests_overdue", requests.overdue),
        Reading("ija_reminders_pending", reminders.waiting),
        Reading("ija_reminders_oldest_seconds", reminders.oldest_seconds),
        Reading("ija_reminders_dead", reminders.dead),
    ]


def knowledge_readings(
    catalogue: Catalogue, programmes: LiveProgrammes, deadlines: LiveBook, today: date
) -> Iterable[Reading]:
    """Return whose day of review has passed."""
    entries = [entry.is_review_due(today) for entry in catalogue.all()]
    sheets = [sheet.is_review_due(today) for sheet in programmes.current().all()]
    yield Reading("ija_answers_overdue_review", sum(entries) + sum(sheets))
    try:
        book = deadlines.current()
    except DeadlineBookError:
        yield Reading("ija_knowledge_up", 0)
        return
    reviews = [deadline.review_by for deadline in book.deadlines]
    overdue = sum(day is not None and day < today for day in reviews)
    yield Reading("ija_deadlines_overdue_review", overdue)
    yield Reading("ija_knowledge_up", int(bool(entries)))


def telegram_readings(engine: Engine, now: datetime) -> Iterable[Reading]:
    """Return how much of the Telegram channel waits; for an installation that has one."""
    totals = telegram_totals(engine, now)
    return [
        Reading("ija_telegram_updates_waiting", totals.updates_waiting),
        Reading("ija_telegram_oldest_seconds", totals.oldest_seconds),
        Reading("ija_telegram_messages_waiting", totals.messages_waiting),
        Reading("ija_telegram_messages_dead", totals.messages_dead),
    ]


def disk_readings(folder: Path) -> Iterable[Reading]:
    """Return the space where the data lie."""
    usage = shutil.disk_usage(folder)
    return [
        Reading("ija_disk_free_bytes", usage.free),
        Reading("ija_disk_size_bytes", usage.total),
    ]


def state_readers(
    engine: Engine,
    knowledge: tuple[Catalogue, LiveProgrammes, LiveBook],
    folder: Path,
    rasa_url: str,
    now: Callable[[], datetime],
) -> Sequence[Reader]:
    """Return all readers; ``rasa_url`` is the health check of Rasa."""
    return (
        lambda: database_readings(engine, now()),
        lambda: knowledge_readings(*knowledge, day_in_germany(now())),
        lambda: disk_readings(folder),
        lambda: [Reading("ija_rasa_up", int(is_up(rasa_url, HEALTH_SECONDS)))],
    )
