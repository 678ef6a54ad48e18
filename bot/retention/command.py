"""``python -m bot retention run``: delete what is over its time, or only say what would be."""

from __future__ import annotations

import argparse
import secrets
import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from functools import partial

from bot.consultations.attachment_folder import AttachmentFolder
from bot.consultations.engine import open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.request_key import open_request_key
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.store import ConversationStore
from bot.mail.folder_transport import erase_files
from bot.retention.build import build_retention
from bot.retention.run import Retention
from bot.settings import Settings
from bot.texts import text


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run or preview; 0 means done, 1 that a database did not answer."""
    arguments = _parser().parse_args(argv)
    now = datetime.now(timezone.utc)
    try:
        retention = _retention(settings, now)
        report = retention.preview(now) if arguments.dry_run else retention.run(now)
    except (StoreUnavailableError, sqlite3.Error):
        sys.stderr.write(text("retention.store_unavailable") + "\n")
        return 1
    key = "retention.preview" if arguments.dry_run else "retention.report"
    sys.stdout.write(text(key, **vars(report)) + "\n")
    return 0


def _retention(settings: Settings, now: datetime) -> Retention:
    engine = open_engine(settings.database_url)
    migrate_consultations(engine)
    migrate_conversations(engine)
    erasures = Erasures(
        engine,
        open_request_key(settings.secret_key, settings.secret_key_file),
        AttachmentFolder(settings.attachments_dir),
        lambda: now,
        partial(erase_files, settings.mail_folder),
    )
    chats = ConversationStore(engine, secrets.token_urlsafe)
    return build_retention(settings, engine, erasures, chats)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot retention", description=text("retention.help"), allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help=text("retention.help_run"))
    run.add_argument("--dry-run", action="store_true", help=text("retention.help_dry_run"))
    return parser
