"""Content of files that editors change while we run: read again when a file changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")
_Signature = tuple[tuple[int, int], ...]


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
        self._signature: _Signature = ()
        self._content: list[T] = []

    def current(self) -> T:
        """Return the content.

        Raises:
            Exception: the ``error`` given, if the files have never been usable since the start.
        """
        with self._lock:
            signature = self._sign()
            if not self._content or signature != self._signature:
                try:
                    self._content = [self._read()]
                except self._error as error:
                    if not self._content:
                        raise
                    names = ", ".join(path.name for path in self._paths)
                    logger.warning("%s: the last good version stays: %s", names, error)
                self._signature = signature
            return self._content[0]

    def _sign(self) -> _Signature:
        return tuple(map(_signature, self._paths))


def _signature(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)
