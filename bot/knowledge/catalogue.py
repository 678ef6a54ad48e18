"""All FAQ entries, re-read when a file changes, so that an edit is live without a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.entry import FaqEntry
from bot.knowledge.live_folder import LiveFolder
from bot.knowledge.parsing import EntryError, read_entry


def entry_files(faq_dir: Path) -> Iterator[Path]:
    """Yield the entry files ``faq/<group>/<id>.md`` in a stable order."""
    yield from sorted(faq_dir.glob("*/*.md"))


class Catalogue:
    """The knowledge base; safe to share between threads, unusable files as in LiveFolder."""

    def __init__(self, faq_dir: Path, look_every_seconds: float = 0.0) -> None:
        """Read ``faq_dir``, and look for changed files at most that often."""
        self._folder: LiveFolder[FaqEntry] = LiveFolder(
            lambda: entry_files(faq_dir),
            lambda path: read_entry(path, faq_dir),
            (EntryError, OSError),
            look_every_seconds,
        )

    def get(self, entry_id: str) -> FaqEntry | None:
        """Return the entry with this id, or None when the office has no such entry."""
        # The last one, should two files have the same name.
        entries = self._folder.current()
        return next((entry for entry in reversed(entries) if entry.id == entry_id), None)

    def all(self) -> list[FaqEntry]:
        """Return all entries by group, then id."""
        by_id = {entry.id: entry for entry in self._folder.current()}
        return sorted(by_id.values(), key=lambda entry: (entry.group, entry.id))
