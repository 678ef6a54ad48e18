"""A log file of limited size: the last start and the current one are kept."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 5 * 1024 * 1024
# Holds far more lines than anybody wants to see after a failed start.
_END_BYTES = 64 * 1024


class LogFile:
    """Takes a process's output; a new start or a full file moves the old one to ``<name>.1``."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self.path = path
        self._max_bytes = max_bytes
        path.parent.mkdir(parents=True, exist_ok=True)
        self._open_new()

    def write(self, data: bytes) -> None:
        """Append the data, starting a new file when the current one is full.

        What a full disk does not take is lost: whoever stopped reading the output of a process for
        it would stop the process too.
        """
        with suppress(OSError):
            if self._size and self._size + len(data) > self._max_bytes:
                self._begin_anew()
            os.write(self._descriptor, data)
            self._size += len(data)

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def _begin_anew(self) -> None:
        full = self._descriptor
        # Only then closed: without a new file the old one goes on.
        self._open_new()
        os.close(full)

    def _open_new(self) -> None:
        if self.path.exists():
            self.path.replace(self.path.with_name(f"{self.path.name}.1"))
        # Logs are for the operator only, whatever the umask says.
        self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._size = 0


def last_lines(path: Path, count: int) -> list[str]:
    """Return the last lines of a log."""
    with path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - _END_BYTES))
        return log.read().decode("utf-8", "replace").splitlines()[-count:]
