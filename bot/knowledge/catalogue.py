"""All FAQ entries, re-read when a file changes, so that an edit is live without a restart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.live_folder import LiveFolder
from bot.knowledge.files.parsing import EntryError, read_entry


def entry_files(faq_dir: Path) -> Iterator[Path]:
    """Yield the entry files ``faq/<group>/<id>.md`` in a stable order."""
    yield from sorted(faq_dir.glob("*/*.md"))


_DRAFT = re.compile(r"\A\ufeff?---\r?\n(?:(?!---\r?\n).*\r?\n)*?draft: *(?i:true|yes|ja)\b")


def is_draft(path: Path) -> bool:
    """Tell whether the head of an entry says that nobody may see it yet; broken YAML or not.

    Raises:
        OSError: the file cannot be read.
    """
    return _DRAFT.match(path.read_text(encoding="utf-8", errors="replace")) is not None


def published_files(faq_dir: Path) -> Iterator[Path]:
    """Yield the entry files that are no drafts, in a stable order."""
    for path in entry_files(faq_dir):
        try:
            if is_draft(path):
                continue
        except OSError:
            pass  # told by whoever reads it
        yield path


class Catalogue:
    """The published entries; safe to share between threads, unusable files as in LiveFolder."""

    def __init__(self, faq_dir: Path, look_every_seconds: float = 0.0) -> None:
        """Read ``faq_dir``, and look for changed files at most that often."""
        self._folder: LiveFolder[FaqEntry | None] = LiveFolder(
            lambda: entry_files(faq_dir),
            # None for a draft: an entry that becomes one is gone at once.
            lambda path: None if is_draft(path) else read_entry(path, faq_dir),
            (EntryError, OSError),
            look_every_seconds,
        )
        self._known = _Known((), {})

    def get(self, entry_id: str) -> FaqEntry | None:
        """Return the entry with this id, or None when the office has no such entry."""
        return self._by_id().get(entry_id)

    def all(self) -> list[FaqEntry]:
        """Return all entries by group, then id."""
        return sorted(self._by_id().values(), key=lambda entry: (entry.group, entry.id))

    def _by_id(self) -> Mapping[str, FaqEntry]:
        """Return all entries; the last one, should two files have the same name."""
        entries, known = self._folder.current(), self._known
        if known.entries is not entries:
            by_id = {entry.id: entry for entry in entries if entry is not None}
            known = self._known = _Known(entries, by_id)
        return known.by_id


class _Known(NamedTuple):
    """What was read, and the entries of it by id: replaced as one, as threads share it."""

    entries: Sequence[FaqEntry | None]
    by_id: Mapping[str, FaqEntry]
