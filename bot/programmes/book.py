"""All programme sheets, re-read when a file changes, so that an edit is live without a restart."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from bot.programmes.models import Sheet
from bot.programmes.parsing import PROGRAMMES_FOLDER, SheetError, read_sheet

logger = logging.getLogger(__name__)

_Signature = tuple[int, int]


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
    """Gives the current sheets; safe to share between threads.

    A file that an editor is just breaking does not take its sheet away: the last good version
    stays until the file is readable again or deleted.
    """

    def __init__(self, faq_dir: Path) -> None:
        self._faq_dir = faq_dir
        self._lock = Lock()
        self._signatures: dict[Path, _Signature] = {}
        self._sheets: dict[Path, Sheet] = {}

    def current(self) -> ProgrammeBook:
        """Return the sheets; a sheet that has never been readable since the start is missing."""
        with self._lock:
            self._refresh()
            return ProgrammeBook({sheet.id: sheet for sheet in self._sheets.values()})

    def _refresh(self) -> None:
        signatures: dict[Path, _Signature] = {}
        for path in sheet_files(self._faq_dir):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            signatures[path] = (stat.st_mtime_ns, stat.st_size)
            if self._signatures.get(path) != signatures[path]:
                self._read(path)
        for gone in self._signatures.keys() - signatures.keys():
            self._sheets.pop(gone, None)
        self._signatures = signatures

    def _read(self, path: Path) -> None:
        try:
            self._sheets[path] = read_sheet(path, self._faq_dir)
        except SheetError as error:
            logger.warning("%s is not usable, the last good version stays: %s", path.name, error)
