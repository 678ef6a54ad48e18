"""Items of which each has a file of its own, read again when an editor changes the file."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from bot.knowledge.files.live_file import FileSignature, file_signature

logger = logging.getLogger(__name__)

T = TypeVar("T")


class LiveFolder(Generic[T]):
    """Gives the items of all files as they are now; safe to share between threads.

    A file that an editor is just breaking does not take its item away: the last good version
    stays until the file is readable again or deleted.
    """

    def __init__(
        self,
        files: Callable[[], Iterable[Path]],
        read: Callable[[Path], T],
        errors: tuple[type[Exception], ...],
        look_every_seconds: float = 0.0,
    ) -> None:
        """Read at the first use, and look for changes at most every ``look_every_seconds``.

        ``errors`` are what ``read`` raises for an unusable file.
        """
        self._files = files
        self._read = read
        self._errors = errors
        self._look_every_seconds = look_every_seconds
        self._looked_at = float("-inf")
        self._lock = Lock()
        self._signatures: dict[Path, FileSignature] = {}
        self._items: dict[Path, T] = {}
        self._all: tuple[T, ...] = ()

    def current(self) -> tuple[T, ...]:
        """Return the items, the same object as before if no file has changed.

        An item that has never been readable since the start is missing.
        """
        with self._lock:
            now = time.monotonic()
            if now - self._looked_at >= self._look_every_seconds:
                if self._refresh():
                    self._all = tuple(self._items.values())
                self._looked_at = now
            return self._all

    def _refresh(self) -> bool:
        """Read what has changed; return whether anything has."""
        signatures = {
            path: signature
            for path in self._files()
            if (signature := file_signature(path)) is not None
        }
        if signatures == self._signatures:
            return False
        for path, signature in signatures.items():
            if self._signatures.get(path) != signature:
                self._read_one(path)
        for gone in self._signatures.keys() - signatures.keys():
            self._items.pop(gone, None)
        self._signatures = signatures
        return True

    def _read_one(self, path: Path) -> None:
        try:
            self._items[path] = self._read(path)
        except self._errors as error:
            logger.warning("%s is not usable, the last good version stays: %s", path.name, error)
