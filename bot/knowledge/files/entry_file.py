"""An entry together with its file, so that a finding can name the line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.parsing import read_entry


@dataclass(frozen=True)
class EntryFile:
    """``path`` is relative to the project; ``content`` has plain line feeds."""

    path: str
    content: str
    entry: FaqEntry

    @staticmethod
    def read(path: Path, faq_dir: Path) -> EntryFile:
        """Read the entry at ``path``.

        Raises:
            EntryError: with all problems of the file at once.
            OSError: the file cannot be read.
        """
        entry = read_entry(path, faq_dir)
        content = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        return EntryFile(path.relative_to(faq_dir.parent).as_posix(), content, entry)

    def line_of_key(self, key: str) -> int:
        """Return the line of a key in the head; 1 when the head does not have it."""
        match = re.search(rf"^{re.escape(key)}:", self.content, re.MULTILINE)
        return 1 if match is None else self._line_at(match.start())

    def line_in(self, section: str, offset: int) -> int:
        """Return the line of character ``offset`` in a section of this entry."""
        head = self.content.find("\n---\n", 3)
        start = self.content.find(section, max(head, 0))
        return 1 if start < 0 else self._line_at(start + offset)

    def _line_at(self, offset: int) -> int:
        return self.content.count("\n", 0, offset) + 1
