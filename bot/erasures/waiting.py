"""Erasures that the journal did not take, kept beside our data until it does.

The journal may lie on another disk than the database, so one of the two may take lines while the
other does not. Requests need no such line: they leave a receipt in the database.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.erasures.journal import Erased, ErasureJournal
from bot.settings import Settings

FILE = "erasures-waiting.jsonl"


class WaitingErasures:
    """Lines of the same form as the journal's, in a folder of ours."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        """Use ``folder``; nothing is made in it before the first line."""
        self._path = folder / FILE
        # Lines on their way into the journal: what is added meanwhile is not lost with them.
        self._leaving_path = folder / f"{FILE}.leaving"
        self._new = ErasureJournal(self._path, clock)
        self._leaving = ErasureJournal(self._leaving_path, clock)

    def keep(self, kind: str, identifier: str) -> None:
        """Keep one erasure.

        Raises:
            OSError: this disk takes nothing either.
        """
        self._new.add(kind, identifier)

    def all(self) -> list[Erased]:
        """Return what waits, oldest first."""
        return [*self._leaving.all(), *self._new.all()]

    def hand_over(self, journal: ErasureJournal) -> int:
        """Write what waits into the journal and return how much that was.

        Raises:
            OSError: the journal takes nothing; all of it goes on waiting.
        """
        if self._path.exists() and not self._leaving_path.exists():
            self._path.replace(self._leaving_path)
        lines = list(self._leaving.all())
        if lines:
            journal.add_all(lines)
        self._leaving_path.unlink(missing_ok=True)
        return len(lines)


def waiting_erasures(settings: Settings, clock: Callable[[], datetime]) -> WaitingErasures:
    """Return those of an installation."""
    return WaitingErasures(settings.var_dir, clock)
