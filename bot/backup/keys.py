"""The passphrase of the backups: a file with one line."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

MIN_CHARACTERS = 20
RANDOM_BYTES = 32
GROUP = 8


class KeyFileError(Exception):
    """The file with the passphrase is not usable; ``reason`` says why in a word."""

    def __init__(self, reason: str) -> None:
        """Remember the reason."""
        super().__init__(reason)
        self.reason = reason


def read_passphrase(file: Path) -> bytes:
    """Return the first line of the file.

    Raises:
        KeyFileError: it is missing, not readable or too short.
    """
    try:
        line = file.read_text(encoding="utf-8").strip().partition("\n")[0].strip()
    except (OSError, ValueError) as error:
        raise KeyFileError(type(error).__name__) from error
    if len(line) < MIN_CHARACTERS:
        raise KeyFileError(f"< {MIN_CHARACTERS}")
    return line.encode("utf-8")


def create_key_file(file: Path) -> None:
    """Write a random passphrase that can also be typed from paper, readable by us only.

    Raises:
        FileExistsError: there is a file already; nobody overwrites a key.
    """
    digits = secrets.token_hex(RANDOM_BYTES)
    groups = [digits[start : start + GROUP] for start in range(0, len(digits), GROUP)]
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write("-".join(groups) + "\n")
