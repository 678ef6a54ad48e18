"""What keeps a command from its work and is no mistake of the program, in words for operators."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import sqlalchemy as sa

from bot.consultations.database.database_url import is_shared
from bot.consultations.errors import StoreUnavailableError
from bot.settings import Settings
from bot.texts import text

_FULL = (errno.ENOSPC, errno.EDQUOT)
# Less than this is used up by the first requests: SQLite's log alone grows to 4 MB.
_LEAST_FREE_BYTES = 5_000_000
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR)


def explained(error: Exception, settings: Settings) -> str | None:
    """Return what to do about an error of the surroundings; None for any other, a mistake of ours.

    Only our own places count: a file of the program that is missing must not be taken for a disk.
    """
    if isinstance(error, StoreUnavailableError):
        # SQLite takes a full disk for a database that does not answer.
        return lack_of_room(settings) or text("ops.store_unavailable")
    # Its subclasses are mistakes in a statement; SQLite has none for a file that it cannot read.
    if type(error) is sa.exc.DatabaseError and not is_shared(settings.database_url):
        return text("ops.database_broken", path=_database_file(settings))
    if not isinstance(error, OSError) or not isinstance(error.filename, str):
        return None
    if not _is_ours(Path(error.filename), settings):
        return None
    if error.errno in _FULL:
        return text("ops.folder_full", path=error.filename)
    if error.errno == errno.EEXIST:
        return text("ops.file_in_the_way", path=error.filename)
    return text("ops.folder_closed", path=error.filename) if error.errno in _CLOSED else None


def lack_of_room(settings: Settings) -> str:
    """Return that the disk of our data is full, nothing if it is not."""
    folder = settings.var_dir
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    # Some file systems are no disk at all and have no size.
    if not usage.total or usage.free >= _LEAST_FREE_BYTES:
        return ""
    return text("ops.folder_full", path=settings.var_dir)


def _database_file(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _is_ours(path: Path, settings: Settings) -> bool:
    places = [settings.var_dir, settings.mail_folder, settings.backup.folder, settings.models_dir]
    places += [settings.erasure_journal.parent, settings.rasa_database.parent]
    if not is_shared(settings.database_url):
        places.append(_database_file(settings).parent)
    # Making a folder may already fail at one above it.
    return any(path == place or place in path.parents or path in place.parents for place in places)
