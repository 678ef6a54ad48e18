"""What the commands work with, built from the settings."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.consultations.database.engine import open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.keys.request_key import open_request_key
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.migrations import migrate as migrate_consultations
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.store import ConversationStore
from bot.deadlines.office.book import LiveBook
from bot.erasures.memory import erased_memory
from bot.reminders.migrations import migrate as migrate_reminders
from bot.reminders.service import ReminderService
from bot.reminders.store import SqlReminderStore
from bot.retention.build import build_retention
from bot.retention.run import Retention
from bot.settings import Settings


@dataclass(frozen=True)
class CommandServices:
    """The database and what erases from it; ``missed`` fills with what the journal lacks."""

    engine: Engine
    erasures: Erasures
    retention: Retention
    reminders: ReminderService
    missed: list[str]


def open_services(settings: Settings, clock: Callable[[], datetime]) -> CommandServices:
    """Open the database and bring its tables up to date.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    engine = open_engine(settings.database_url)
    migrate_consultations(engine)
    migrate_conversations(engine)
    migrate_reminders(engine)
    missed: list[str] = []
    memory = erased_memory(settings, engine, clock, missed.append)
    erasures = Erasures(
        engine,
        open_request_key(settings.secret_key, settings.secret_key_file),
        AttachmentFolder(settings.attachments_dir),
        clock,
        memory.reference,
    )
    chats = ConversationStore(engine, secrets.token_urlsafe)
    retention = build_retention(settings, engine, erasures, chats)
    reminders = ReminderService(
        SqlReminderStore(engine),
        LiveBook(settings.faq_dir),
        clock,
        memory.reference,
    )
    return CommandServices(engine, erasures, retention, reminders, missed)
