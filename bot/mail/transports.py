"""What every way of sending mail has in common."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Protocol

LEASE = timedelta(minutes=5)
"""How long a worker may take for one mail; longer than any transport's own timeout."""


class MailError(Exception):
    """A mail could not be sent; ``code`` says why without quoting server or mail."""

    def __init__(self, code: str) -> None:
        """Remember the code."""
        super().__init__(code)
        self.code = code


class TemporaryMailError(MailError):
    """A later try may work."""


class PermanentMailError(MailError):
    """The mail will never be accepted as it is."""


class Transport(Protocol):
    """One way of sending mail."""

    async def send(self, message: EmailMessage) -> None:
        """Send the mail; returning means that somebody else is responsible for it now.

        Raises:
            TemporaryMailError: a later try may work.
            PermanentMailError: the mail will never be accepted as it is.
        """
