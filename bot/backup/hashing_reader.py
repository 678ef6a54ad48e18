"""Reads a file and makes its checksum on the way, so that it is read only once."""

from __future__ import annotations

import hashlib
from typing import IO


class HashingReader:
    """Passes on what it reads; ``checksum`` (SHA-256) is of everything read so far."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read from ``file``, which stays open."""
        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self._file.read(size)
        self._digest.update(data)
        return data

    @property
    def checksum(self) -> str:
        """As hexadecimal digits."""
        return self._digest.hexdigest()
