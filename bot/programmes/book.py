"""All programme sheets, re-read when a file changes, so that an edit is live without a restart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.files.live_folder import LiveFolder
from bot.programmes.models import Sheet
from bot.programmes.parsing import PROGRAMMES_FOLDER, SheetError, read_sheet


def sheet_files(faq_dir: Path) -> Iterator[Path]:
    """Yield the sheets ``faq/programmes/<id>.yml`` in a stable order."""
    yield from sorted((faq_dir / PROGRAMMES_FOLDER).glob("*.yml"))


@dataclass(frozen=True)
class ProgrammeBook:
    """The sheets by programme id."""

    sheets: Mapping[str, Sheet]

    def get(self, programme_id: str) -> Sheet | None:
        """Return the sheet of a programme, or None when the office has none."""
        return self.sheets.get(programme_id)

    def all(self) -> list[Sheet]:
        """Return all sheets by their short name."""
        return sorted(self.sheets.values(), key=lambda sheet: (sheet.short.casefold(), sheet.id))

    def of_topic(self, topic: str) -> list[Sheet]:
        """Return the sheets of the programmes that an entry is about."""
        return [sheet for sheet in self.all() if sheet.topic == topic]


class LiveProgrammes:
    """Gives the current sheets; safe to share between threads, unusable files as in LiveFolder."""

    def __init__(self, faq_dir: Path, look_every_seconds: float = 0.0) -> None:
        """Read the sheets in ``faq_dir``, and look for changes at most that often."""
        self._folder: LiveFolder[Sheet] = LiveFolder(
            lambda: sheet_files(faq_dir),
            lambda path: read_sheet(path, faq_dir),
            (SheetError,),
            look_every_seconds,
        )

    def current(self) -> ProgrammeBook:
        """Return the sheets; a sheet that has never been readable since the start is missing."""
        return ProgrammeBook({sheet.id: sheet for sheet in self._folder.current()})
