"""What keeps a command from its work and is no mistake of the program, in words for operators."""

from __future__ import annotations

import errno
from pathlib import Path

from bot.consultations.database_url import is_shared
from bot.consultations.errors import StoreUnavailableError
from bot.settings import Settings
from bot.texts import text

_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR)


def explained(error: Exception, settings: Settings) -> str | None:
    """Return what to do about an error of the surroundings; None for any other, a mistake of ours.

    Only our own places count: a file of the program that is missing must not be taken for a disk.
    """
    if isinstance(error, StoreUnavailableError):
        return text("ops.store_unavailable")
    if not isinstance(error, OSError) or not isinstance(error.filename, str):
        return None
    if not _is_ours(Path(error.filename), settings):
        return None
    if error.errno in _FULL:
        return text("ops.folder_full", path=error.filename)
    return text("ops.folder_closed", path=error.filename) if error.errno in _CLOSED else None


def _is_ours(path: Path, settings: Settings) -> bool:
    places = [settings.var_dir, settings.mail_folder, settings.backup.folder, settings.models_dir]
    places += [settings.erasure_journal.parent, settings.rasa_database.parent]
    if not is_shared(settings.database_url):
        places.append(Path(settings.database_url.removeprefix("sqlite:///")).parent)
    # Making a folder may already fail at one above it.
    return any(path == place or place in path.parents or path in place.parents for place in places)
