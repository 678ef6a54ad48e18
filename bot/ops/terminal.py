"""What a person sees while things start: lines that stay, and one progress line that changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TextIO

# Where nobody watches (a log, CI), progress becomes a plain line this often.
PLAIN_LINE_SECONDS = 30.0


class Terminal:
    """Writes lines and progress to a terminal or, more sparingly, to a file or pipe."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._is_interactive = stream.isatty()
        self._has_progress = False
        self._last_plain_line: float | None = None

    def line(self, message: str) -> None:
        """Write a line that stays."""
        self.end_progress()
        self._stream.write(message + "\n")
        self._stream.flush()

    def progress(self, message: str) -> None:
        """Show the current state in place of the last one."""
        if not self._is_interactive:
            self._plain_progress(message)
            return
        width = shutil.get_terminal_size().columns - 1
        self._stream.write("\r\x1b[2K" + message[:width])
        self._stream.flush()
        self._has_progress = True

    def end_progress(self) -> None:
        """Clear the progress line."""
        self._last_plain_line = None
        if self._has_progress:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
            self._has_progress = False

    def _plain_progress(self, message: str) -> None:
        now = self._clock()
        if self._last_plain_line is None or now - self._last_plain_line >= PLAIN_LINE_SECONDS:
            self._stream.write(message + "\n")
            self._stream.flush()
            self._last_plain_line = now
