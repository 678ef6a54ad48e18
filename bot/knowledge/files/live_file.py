"""Content of files that editors change while we run: read again when a file changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")
FileSignature = tuple[int, int]


class LiveFiles(Generic[T]):
    """Gives what ``read`` makes of ``paths`` now; safe to share between threads.

    While an editor has a file half-written, the last good content stays in use.
    """

    def __init__(
        self, paths: Sequence[Path], read: Callable[[], T], error: type[Exception]
    ) -> None:
        """Read at the first use; ``error`` is what ``read`` raises for unusable files."""
        self._paths = tuple(paths)
        self._read = read
        self._error = error
        self._lock = Lock()
        self._signatures: list[FileSignature | None] = []
        self._content: list[T] = []

    def current(self) -> T:
        """Return the content.

        Raises:
            Exception: the ``error`` given, if the files have never been usable since the start.
        """
        with self._lock:
            signatures = [file_signature(path) for path in self._paths]
            if not self._content or signatures != self._signatures:
                try:
                    self._content = [self._read()]
                except self._error as error:
                    if not self._content:
                        raise
                    names = ", ".join(path.name for path in self._paths)
                    logger.warning("%s: the last good version stays: %s", names, error)
                self._signatures = signatures
            return self._content[0]

    def usable(self, complaint: str) -> T | None:
        """Return the content, or None while the files have never been usable since the start.

        For those whom a broken file must not stop; the log then holds ``complaint``.
        """
        try:
            return self.current()
        except self._error as error:
            logger.error("%s: %d findings", complaint, len(getattr(error, "problems", ())))
            return None


def file_signature(path: Path) -> FileSignature | None:
    """Return what changes with a file's content, or None where there is no file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size)
