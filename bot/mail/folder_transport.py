"""Puts mails into a folder as ``.eml`` files, for offices without a mail server and for tests."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import tempfile
from collections.abc import Callable
from datetime import datetime, timezone
from email.message import EmailMessage
from pathlib import Path

from bot.mail.message import REFERENCE_HEADER
from bot.mail.transports import PermanentMailError, TemporaryMailError

_FILE_SAFE = re.compile(r"[A-Z0-9-]{1,40}")


class FolderTransport:
    """Writes each mail into its own file: complete or not at all."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        """Use ``folder``, which is created when the first mail comes, and aware times."""
        self._folder = folder
        self._clock = clock

    async def send(self, message: EmailMessage) -> None:
        """Write the mail to disk and return when it would survive a power failure."""
        reference = str(message[REFERENCE_HEADER])
        if not _FILE_SAFE.fullmatch(reference):
            raise PermanentMailError("reference_invalid")
        moment = self._clock().astimezone(timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ")
        path = self._folder / f"{moment}-{reference}.eml"
        try:
            await asyncio.to_thread(_write_durably, path, message.as_bytes())
        except OSError as error:
            name = errno.errorcode.get(error.errno or 0, "unknown")
            raise TemporaryMailError(f"folder_{name}") from error


def erase_files(folder: Path, reference: str) -> None:
    """Delete all mails about a request."""
    if _FILE_SAFE.fullmatch(reference):
        for path in folder.glob(f"*-{reference}.eml"):
            path.unlink(missing_ok=True)


def old_files(folder: Path, before: datetime) -> list[Path]:
    """Return the mails written before a moment."""
    limit = before.timestamp()
    return [path for path in folder.glob("*.eml") if path.stat().st_mtime < limit]


def _write_durably(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A program that watches for *.eml never sees a half-written mail. mkstemp: mode 0600.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
