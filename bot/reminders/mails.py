"""Builds the mails of the reminders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy

from bot.consultations.mail_address import header_form
from bot.deadlines.address import PAGE_PATH
from bot.deadlines.office.parsing import DeadlineBook
from bot.mail.addresses import MailAddresses, header_address
from bot.mail.letter import Heading, Link, Part, Sentence, html_body, plain_body
from bot.mail.message import REFERENCE_HEADER
from bot.mail.transports import PermanentMailError
from bot.reminders.mail_queue import ClaimedMails
from bot.reminders.models import Trigger
from bot.reminders.wording import occasion_lines, occasion_title, subject, target_words
from bot.texts import text

CONFIRM_PATH = "/erinnerung/bestaetigen"
END_PATH = "/erinnerung/beenden"

_UNSUBSCRIBE = "List-Unsubscribe"

_FILED_UNDER = "ERINNERUNG-"


class _Policy(EmailPolicy):
    """Keeps the address for ending in one piece: mail programs do not decode it."""

    def fold(self, name: str, value: str) -> str:
        return self._whole(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        whole = self._whole(name, value)
        return super().fold_binary(name, value) if whole is None else whole.encode("ascii")

    def _whole(self, name: str, value: str) -> str | None:
        return f"{name}: {value}{self.linesep}" if name == _UNSUBSCRIBE else None


# 76 is the longest line that quoted-printable allows; the default of 78 breaks the rule.
_POLICY = _Policy(linesep="\r\n", max_line_length=76)


def reference_of(subscription_id: int) -> str:
    """Return what the mails of a subscription are filed under."""
    return f"{_FILED_UNDER}{subscription_id}"


def subscription_of(reference: str) -> int | None:
    """Return the subscription whose mails are filed under a reference, None for any other."""
    number = reference.removeprefix(_FILED_UNDER)
    is_ours = number != reference and number.isascii() and number.isdigit()
    return int(number) if is_ours else None


class ReminderComposer:
    """Turns what is due into mails."""

    def __init__(
        self, addresses: MailAddresses, public_url: str, office_name: Callable[[], str]
    ) -> None:
        """Use our addresses; ``office_name`` is asked for every mail."""
        self._addresses = addresses
        self._site = public_url.rstrip("/")
        self._office_name = office_name

    def compose(
        self, mail: ClaimedMails, book: DeadlineBook, token: str, now: datetime
    ) -> EmailMessage:
        """Return the mail; ``token`` belongs into its link.

        Raises:
            PermanentMailError: the address cannot stand in a header.
        """
        address = header_form(mail.subscription.address)
        if address is None:
            raise PermanentMailError("address_unsafe")
        is_asking = mail.occasions[0].trigger is Trigger.CONFIRM
        parts = (
            self._question(mail, book, token) if is_asking else self._news(mail, book, token, now)
        )
        message = EmailMessage(policy=_POLICY)
        title = subject(mail.occasions)
        message["Subject"] = title
        message["From"] = header_address(self._addresses.mail_from)
        message["To"] = header_address(address)
        message["Reply-To"] = header_address(self._addresses.office_mailbox)
        message["Date"] = mail.created_at
        # The same however often it is tried, so that mail programs know it again.
        message["Message-ID"] = f"<erinnerung-{mail.ids[0]}@{self._addresses.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message[REFERENCE_HEADER] = reference_of(mail.subscription.id)
        if not is_asking:
            message[_UNSUBSCRIBE] = f"<{self._site}{END_PATH}/{token}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(plain_body(parts), cte="quoted-printable")
        message.add_alternative(html_body(title, parts), subtype="html", cte="quoted-printable")
        return message

    def _question(self, mail: ClaimedMails, book: DeadlineBook, token: str) -> list[Part]:
        target = target_words(book, mail.subscription.target)
        return [
            Sentence(text("reminders.confirm_intro", office=self._office_name(), target=target)),
            Sentence(text("reminders.confirm_ask")),
            Link(f"{self._site}{CONFIRM_PATH}/{token}"),
            Sentence(text("reminders.confirm_otherwise")),
            Sentence(text("mail.automatic")),
        ]

    def _news(
        self, mail: ClaimedMails, book: DeadlineBook, token: str, now: datetime
    ) -> list[Part]:
        parts: list[Part] = []
        for occasion in mail.occasions:
            parts.append(Heading(occasion_title(book, occasion)))
            lines = occasion_lines(book, mail.subscription, occasion, now)
            parts += [Sentence(line) for line in lines]
        target = target_words(book, mail.subscription.target)
        return [
            *parts,
            Sentence(text("reminders.all_deadlines")),
            Link(f"{self._site}{PAGE_PATH}"),
            Sentence(text("reminders.why", target=target)),
            Link(f"{self._site}{END_PATH}/{token}"),
            Sentence(text("mail.automatic")),
        ]
