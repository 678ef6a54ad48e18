"""What every mailbox that mails are fetched from has in common."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol


class MailboxUnavailableError(Exception):
    """The mailbox did not answer as it should; ``code`` says why without quoting it."""

    def __init__(self, code: str) -> None:
        """Remember the code."""
        super().__init__(code)
        self.code = code


class OpenFolder(Protocol):
    """One folder of a mailbox, connected; all methods raise ``MailboxUnavailableError``."""

    uid_validity: int

    def uids(self, since: date, *, unread_only: bool = False) -> list[int]:
        """Return the mails that arrived on or after a day, oldest first."""

    def size(self, uid: int) -> int:
        """Return how many bytes a mail has."""

    def read(self, uid: int, limit: int) -> bytes:
        """Return the first ``limit`` bytes of a mail and leave it unread."""

    def mark_seen(self, uid: int) -> None:
        """Mark a mail as read."""

    def delete(self, uids: list[int]) -> None:
        """Delete mails for good."""


class Mailbox(Protocol):
    """A mailbox with folders."""

    def open(self, folder: str) -> AbstractContextManager[OpenFolder]:
        """Connect and open a folder."""
