"""Files that came with mails: outside of the database, under random names, never executable."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Collection
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{32}")


class AttachmentFolder:
    """Keeps files that only this account can read."""

    def __init__(self, path: Path) -> None:
        """Use ``path``, which is created with the first file."""
        self._path = path

    def save(self, content: bytes) -> str:
        """Write a file so that it survives a power failure and return its name.

        Raises:
            OSError: the disk is full or the folder not writable.
        """
        self._path.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = secrets.token_hex(16)
        handle, temporary = tempfile.mkstemp(dir=self._path, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self._path / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        folder = os.open(self._path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def read(self, name: str) -> bytes:
        """Return a file.

        Raises:
            FileNotFoundError: there is none with this name.
        """
        return self._file(name).read_bytes()

    def delete(self, names: Collection[str]) -> None:
        """Delete files; one that is gone already is as good as deleted."""
        for name in names:
            self._file(name).unlink(missing_ok=True)

    def names(self, older_than: float) -> set[str]:
        """Return the files last changed before ``older_than`` (seconds since 1970).

        Leftovers of a write that was cut off are among them.
        """
        if not self._path.is_dir():
            return set()
        return {
            path.name
            for path in self._path.iterdir()
            if path.is_file() and path.stat().st_mtime < older_than
        }

    def _file(self, name: str) -> Path:
        if not _NAME.fullmatch(name) and not name.endswith(".tmp"):
            raise FileNotFoundError(name)
        return self._path / Path(name).name
