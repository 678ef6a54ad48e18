"""The deadline book of the office, re-read when a file changes."""

from __future__ import annotations

from pathlib import Path

from bot.deadlines.office.parsing import (
    DEADLINES_FILE,
    EVENTS_FILE,
    SOURCES_FILE,
    DeadlineBook,
    DeadlineBookError,
    read_book,
)
from bot.knowledge.files.live_file import LiveFiles


class LiveBook(LiveFiles[DeadlineBook]):
    """Gives the current book; raises ``DeadlineBookError`` while it has never been readable."""

    def __init__(self, faq_dir: Path) -> None:
        """Read the three files in ``faq_dir`` at the first use, and again when one changes."""
        paths = [faq_dir / name for name in (DEADLINES_FILE, EVENTS_FILE, SOURCES_FILE)]
        super().__init__(paths, lambda: read_book(faq_dir), DeadlineBookError)
