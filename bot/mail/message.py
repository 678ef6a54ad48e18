"""Builds the mail to the office about a new request.

No text of the person stands in a header, with one exception: an e-mail address as Reply-To, if it
consists of nothing but harmless ASCII characters. Everything else could be turned into further
headers, encoded words included.
"""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.message import EmailMessage

from bot.consultations.models import ConsultationRequest
from bot.mail.addresses import MailAddresses, header_address, is_header_safe
from bot.mail.bodies import html_body, plain_body
from bot.texts import text

REFERENCE_HEADER = "X-IJA-Reference"

# 76 is the longest line that quoted-printable allows; the default of 78 breaks the rule.
_POLICY = policy.SMTP.clone(max_line_length=76)


def build_office_notice(
    request: ConsultationRequest,
    *,
    message_id: str,
    created_at: datetime,
    addresses: MailAddresses,
) -> EmailMessage:
    """Return the mail; the same arguments give the same headers, however often it is tried."""
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = text("mail.subject", reference=request.reference)
    message["From"] = header_address(addresses.mail_from)
    message["To"] = header_address(addresses.office_mailbox)
    if request.email is not None and is_header_safe(request.email):
        message["Reply-To"] = header_address(request.email)
    message["Date"] = created_at
    message["Message-ID"] = f"<{message_id}@{addresses.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message[REFERENCE_HEADER] = request.reference
    # quoted-printable stays readable in the file and passes servers that only know seven bits.
    message.set_content(plain_body(request), cte="quoted-printable")
    message.add_alternative(html_body(request), subtype="html", cte="quoted-printable")
    return message
