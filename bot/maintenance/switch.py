"""The state of the off-switch, in a file, so that no process has to be started anew."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

MAX_CHARACTERS = 600


class NoticeError(ValueError):
    """The notice is empty, too long or holds control characters."""


@dataclass(frozen=True)
class Closed:
    """The assistant is off. ``notice`` replaces the usual text; an empty one keeps it."""

    notice: str = ""
    # Also then the consultation form and the page of one's own request may stay open.
    form_open: bool = True


class MaintenanceSwitch:
    """Reads and writes the file; reading costs one look at its date."""

    def __init__(self, path: Path) -> None:
        """Use ``path``; the switch is off while there is no such file."""
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._state: Closed | None = None

    def state(self) -> Closed | None:
        """Return how the assistant is closed, None while it is open."""
        try:
            found = self._path.stat()
        except OSError:
            self._seen = self._state = None
            return None
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp != self._seen:
            self._state = _read(self._path)
            self._seen = stamp
        return self._state

    def close(self, closed: Closed) -> None:
        """Switch the assistant off.

        Raises:
            NoticeError: the notice cannot be shown.
            OSError: the file cannot be written.
        """
        is_text = all(char.isprintable() or char == "\n" for char in closed.notice)
        if len(closed.notice) > MAX_CHARACTERS or not is_text:
            raise NoticeError
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_name(f".{self._path.name}.new")
        new.write_text(json.dumps(asdict(closed), ensure_ascii=False), encoding="utf-8")
        os.replace(new, self._path)

    def open(self) -> None:
        """Switch the assistant on."""
        self._path.unlink(missing_ok=True)


def _read(path: Path) -> Closed:
    """Return the state in the file; whatever else is in it, its being there means closed."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Closed(
            str(raw.get("notice", ""))[:MAX_CHARACTERS], raw.get("form_open") is not False
        )
    except (OSError, ValueError, AttributeError):
        return Closed()
