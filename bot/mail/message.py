"""Builds mails with all their headers.

No text of the person stands in a header, with one exception: an e-mail address as Reply-To or To,
if it consists of nothing but harmless ASCII characters, its domain in the form of IDNA. Everything
else could be turned into further headers, encoded words included.
"""

from __future__ import annotations

from collections.abc import Callable
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage

from bot.consultations.mail_address import header_form
from bot.consultations.mail_kinds import PERSON_KINDS, MailKind
from bot.consultations.mails.outbox_mails import ClaimedMail, MailContent
from bot.consultations.models import ConsultationRequest
from bot.mail.addresses import MailAddresses, header_address
from bot.mail.bodies import Surroundings, parts_of
from bot.mail.letter import html_body, plain_body
from bot.mail.transports import PermanentMailError
from bot.texts import text

REFERENCE_HEADER = "X-IJA-Reference"

# 76 is the longest line that quoted-printable allows; the default of 78 breaks the rule.
MAIL_POLICY = policy.SMTP.clone(max_line_length=76)


class Composer:
    """Turns what the outbox holds into mails."""

    def __init__(
        self, addresses: MailAddresses, public_url: str, office_name: Callable[[], str]
    ) -> None:
        """Use our addresses; ``office_name`` is asked for every mail."""
        self._addresses = addresses
        self._public_url = public_url
        self._office_name = office_name

    def compose(
        self, mail: ClaimedMail, content: MailContent, confirm_token: str | None = None
    ) -> EmailMessage:
        """Return the mail; the same arguments give the same headers, however often it is tried.

        Raises:
            PermanentMailError: the mail can never be sent.
        """
        kind = _kind_of(mail)
        around = Surroundings(
            self._public_url, self._office_name(), confirm_token, self._addresses.fetches_replies
        )
        parts = parts_of(kind, content, around)
        message = EmailMessage(policy=MAIL_POLICY)
        subject = text(f"mail.subject_{kind.value}", reference=content.request.reference)
        message["Subject"] = subject
        message["From"] = header_address(self._addresses.mail_from)
        message["To"] = self._recipient(kind, content.request)
        reply_to = self._reply_to(kind, content.request)
        if reply_to:
            message["Reply-To"] = reply_to
        message["Date"] = mail.created_at
        message["Message-ID"] = self._message_id(mail.message_id)
        self._set_thread(message, kind, content.request)
        if kind is not MailKind.PERSON_ANSWER:
            message["Auto-Submitted"] = "auto-generated"
        message[REFERENCE_HEADER] = content.request.reference
        # quoted-printable stays readable in the file and passes servers with seven bits only.
        message.set_content(plain_body(parts), cte="quoted-printable")
        message.add_alternative(html_body(subject, parts), subtype="html", cte="quoted-printable")
        return message

    def _recipient(self, kind: MailKind, request: ConsultationRequest) -> Address:
        if kind not in PERSON_KINDS:
            return header_address(self._addresses.office_mailbox)
        person = _address_of(request)
        if person is None:
            raise PermanentMailError("address_unsafe")
        return person

    def _reply_to(self, kind: MailKind, request: ConsultationRequest) -> list[Address]:
        """Return where answers go: to the one who asked or to the office, and into the thread."""
        ours = [header_address(self._addresses.mail_from)]
        if kind in PERSON_KINDS:
            office = [header_address(self._addresses.office_mailbox)]
            return ours if self._addresses.fetches_replies else office
        person = list(filter(None, [_address_of(request)]))
        return person + ours if self._addresses.fetches_replies else person

    def _set_thread(
        self, message: EmailMessage, kind: MailKind, request: ConsultationRequest
    ) -> None:
        if kind is MailKind.OFFICE_NOTICE:
            return
        # The person never gets the notice, so their thread has a root of its own.
        root = f"{request.uuid}.person" if kind in PERSON_KINDS else str(request.uuid)
        if kind not in PERSON_KINDS:
            message["In-Reply-To"] = self._message_id(root)
        message["References"] = self._message_id(root)

    def _message_id(self, left: str) -> str:
        return f"<{left}@{self._addresses.domain}>"


def _address_of(request: ConsultationRequest) -> Address | None:
    """Return the address of the person, None if no mail can be written to it."""
    address = header_form(request.email or "")
    return None if address is None else header_address(address)


def _kind_of(mail: ClaimedMail) -> MailKind:
    try:
        return MailKind(mail.kind)
    except ValueError:
        raise PermanentMailError("kind_unknown") from None
