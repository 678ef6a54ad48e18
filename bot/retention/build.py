"""Builds the retention from the settings."""

from __future__ import annotations

from functools import partial

from sqlalchemy.engine import Engine

from bot.clock import utc_now
from bot.consultations.erasure import Erasures
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.conversations.rasa_events import rasa_events
from bot.conversations.store import ConversationStore
from bot.erasures.journal import ErasureJournal
from bot.erasures.journal_gaps import complete
from bot.erasures.waiting import waiting_erasures
from bot.retention.requests import OldRequests
from bot.retention.run import Periods, Places, Retention
from bot.settings import Settings


def build_retention(
    settings: Settings, engine: Engine, erasures: Erasures, chats: ConversationStore
) -> Retention:
    """Return the retention with the periods and places of the settings."""
    return Retention(
        OldRequests(engine, erasures, AttachmentFolder(settings.attachments_dir)),
        chats,
        rasa_events(settings.scale.tracker_url),
        Periods(
            request_days=settings.retention.request_days,
            chat_days=settings.retention.chat_days,
            log_days=settings.retention.log_days,
            receipt_days=settings.retention.receipt_days,
        ),
        Places(mail_folder=settings.mail_folder, log_folder=settings.log_dir),
        partial(
            complete,
            ErasureJournal(settings.erasure_journal, utc_now),
            waiting_erasures(settings, utc_now),
            engine,
        ),
    )
