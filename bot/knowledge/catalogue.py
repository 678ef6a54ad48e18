"""All FAQ entries, re-read when a file changes, so that an edit is live without a restart."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from bot.knowledge.entry import FaqEntry
from bot.knowledge.parsing import EntryError, read_entry

logger = logging.getLogger(__name__)

_Signature = tuple[int, int]


def entry_files(faq_dir: Path) -> Iterator[Path]:
    """Yield the entry files ``faq/<group>/<id>.md`` in a stable order."""
    yield from sorted(faq_dir.glob("*/*.md"))


class Catalogue:
    """The knowledge base; safe to share between threads.

    A file that an editor is just breaking does not take its entry away: the last good version
    stays until the file is readable again or deleted.
    """

    def __init__(self, faq_dir: Path, look_every_seconds: float = 0.0) -> None:
        """Read ``faq_dir``, and look for changed files at most that often."""
        self._faq_dir = faq_dir
        self._look_every_seconds = look_every_seconds
        self._looked_at = float("-inf")
        self._lock = Lock()
        self._signatures: dict[Path, _Signature] = {}
        self._entries: dict[Path, FaqEntry] = {}
        self._by_id: dict[str, FaqEntry] = {}

    def get(self, entry_id: str) -> FaqEntry | None:
        """Return the entry with this id, or None when the office has no such entry."""
        return self._current().get(entry_id)

    def all(self) -> list[FaqEntry]:
        """Return all entries by group, then id."""
        return sorted(self._current().values(), key=lambda entry: (entry.group, entry.id))

    def _current(self) -> dict[str, FaqEntry]:
        with self._lock:
            now = time.monotonic()
            if now - self._looked_at >= self._look_every_seconds:
                self._refresh()
                self._by_id = {entry.id: entry for entry in self._entries.values()}
                self._looked_at = now
            return self._by_id

    def _refresh(self) -> None:
        signatures: dict[Path, _Signature] = {}
        for path in entry_files(self._faq_dir):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            signatures[path] = (stat.st_mtime_ns, stat.st_size)
            if self._signatures.get(path) != signatures[path]:
                self._read(path)
        for gone in self._signatures.keys() - signatures.keys():
            self._entries.pop(gone, None)
        self._signatures = signatures

    def _read(self, path: Path) -> None:
        try:
            self._entries[path] = read_entry(path, self._faq_dir)
        except (EntryError, OSError) as error:
            logger.warning("%s is not usable, the last good version stays: %s", path.name, error)
