"""What a command prints, on whatever terminal."""

from __future__ import annotations

import sys
from typing import TextIO

FAILED = 1


def say(line: str) -> None:
    """Print a line."""
    _print(line, sys.stdout)


def complain(line: str, code: int = FAILED) -> int:
    """Print a line beside the output proper and return the exit code of the command."""
    _print(line, sys.stderr)
    return code


def _print(line: str, stream: TextIO) -> None:
    # A text may hold what the terminal's encoding does not know, or half a character.
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()
