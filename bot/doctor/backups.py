"""Backups: is there a recent one, and can it be opened with the key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.backup.folder import BackupFolder
from bot.backup.keys import KeyFileError, read_passphrase
from bot.clock import utc_now
from bot.doctor.finding import Finding, fine, hint, problem
from bot.settings import Settings

AREA = "backup"
MAX_AGE = timedelta(hours=36)


def check_backups(settings: Settings) -> Iterator[Finding]:
    """Look at the key and at the age of the newest backup."""
    if settings.backup.key_file is None:
        yield hint(AREA, "no_backup_key")
        return
    try:
        read_passphrase(settings.backup.key_file)
    except KeyFileError as error:
        yield problem(AREA, "backup_key", path=settings.backup.key_file, reason=error.reason)
        return
    newest = max(BackupFolder(settings.backup.folder).all(), default=None)
    if newest is None:
        yield hint(AREA, "no_backup", folder=settings.backup.folder)
        return
    day = f"{newest.made_at:%d.%m.%Y, %H:%M} UTC"
    if utc_now() - newest.made_at > MAX_AGE:
        yield problem(AREA, "backup_old", day=day)
    else:
        yield fine(AREA, "backup_ok", day=day)
