"""The deadline book of the office, re-read when a file changes."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Lock

from bot.deadlines.parsing import (
    DEADLINES_FILE,
    EVENTS_FILE,
    SOURCES_FILE,
    DeadlineBook,
    DeadlineBookError,
    read_book,
)

logger = logging.getLogger(__name__)


class LiveBook:
    """Gives the current deadline book; safe to share between threads.

    While an editor has a file half-written, the last good book stays in use.
    """

    def __init__(self, faq_dir: Path) -> None:
        self._faq_dir = faq_dir
        self._lock = Lock()
        self._signature: tuple[tuple[int, int], ...] = ()
        self._book: DeadlineBook | None = None

    def current(self) -> DeadlineBook:
        """Return the book.

        Raises:
            DeadlineBookError: the files have never been readable since the start.
        """
        with self._lock:
            signature = self._sign()
            if self._book is None or signature != self._signature:
                self._signature = signature
                self._book = self._read()
            return self._book

    def _read(self) -> DeadlineBook:
        try:
            return read_book(self._faq_dir)
        except DeadlineBookError as error:
            if self._book is None:
                raise
            logger.warning("The deadline files are not usable, the last good ones stay: %s", error)
            return self._book

    def _sign(self) -> tuple[tuple[int, int], ...]:
        signature = []
        for name in (DEADLINES_FILE, EVENTS_FILE, SOURCES_FILE):
            try:
                stat = (self._faq_dir / name).stat()
            except FileNotFoundError:
                signature.append((0, 0))
            else:
                signature.append((stat.st_mtime_ns, stat.st_size))
        return tuple(signature)
