"""Who a mail is from and to."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address

from bot.consultations.mail_address import is_header_safe


class UnsafeAddressError(ValueError):
    """An address cannot stand in a header."""


@dataclass(frozen=True)
class MailAddresses:
    """Sender and recipient of the mails to the office.

    ``fetches_replies`` tells whether what is sent to ``mail_from`` gets into the threads.
    """

    mail_from: str
    office_mailbox: str
    fetches_replies: bool = False

    def __post_init__(self) -> None:
        """Refuse addresses that cannot stand in a header."""
        for value in (self.mail_from, self.office_mailbox):
            if not is_header_safe(value):
                raise UnsafeAddressError

    @property
    def domain(self) -> str:
        """Return the domain of the sender."""
        return self.mail_from.rpartition("@")[2]


def header_address(value: str) -> Address:
    """Return the address as an object, so that the header is never parsed from text."""
    local, _, domain = value.rpartition("@")
    return Address(username=local, domain=domain)
