"""What the commands work with, built from the settings."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.engine import Engine

from bot.consultations.attachment_folder import AttachmentFolder
from bot.consultations.engine import open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.request_key import open_request_key
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.store import ConversationStore
from bot.mail.folder_transport import erase_files
from bot.retention.build import build_retention
from bot.retention.run import Retention
from bot.settings import Settings


@dataclass(frozen=True)
class CommandServices:
    """The database and what erases from it."""

    engine: Engine
    erasures: Erasures
    retention: Retention


def open_services(settings: Settings, clock: Callable[[], datetime]) -> CommandServices:
    """Open the database and bring its tables up to date.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    engine = open_engine(settings.database_url)
    migrate_consultations(engine)
    migrate_conversations(engine)
    erasures = Erasures(
        engine,
        open_request_key(settings.secret_key, settings.secret_key_file),
        AttachmentFolder(settings.attachments_dir),
        clock,
        partial(erase_files, settings.mail_folder),
    )
    chats = ConversationStore(engine, secrets.token_urlsafe)
    retention = build_retention(settings, engine, erasures, chats)
    return CommandServices(engine, erasures, retention)
