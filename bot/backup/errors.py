"""What can go wrong with a backup."""

from __future__ import annotations


class BackupError(Exception):
    """A backup could not be made, read or restored; the text is ``backup.<code>``."""

    def __init__(self, code: str, **values: object) -> None:
        """Remember the code and what its text needs."""
        super().__init__(code)
        self.code = code
        self.values = values
