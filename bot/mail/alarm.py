"""The mail to whoever runs the server, when a task that runs by the clock has failed.

It names the unit and the moment, never what the unit said: logs may quote what people typed.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid

from bot.clock import german_moment
from bot.mail.addresses import MailAddresses, header_address
from bot.mail.letter import Link, Part, Sentence, plain_body
from bot.mail.message import MAIL_POLICY, REFERENCE_HEADER
from bot.texts import first_text, text

# Names a mail in the folder of the trial run, where requests have their reference.
REFERENCE = "STOERUNG"
_UNIT = re.compile(r"[A-Za-z0-9@_.-]{1,80}")
_PREFIX = "ija-"


def is_unit(name: str) -> bool:
    """Tell whether this can be the name of a unit; only such a name gets into a mail."""
    return _UNIT.fullmatch(name) is not None


def alarm_mail(sender: str, operator: str, url: str, unit: str, now: datetime) -> EmailMessage:
    """Return the mail that a unit failed at a moment (aware); ``url`` tells which assistant.

    Raises:
        UnsafeAddressError: an address cannot stand in a header.
    """
    addresses = MailAddresses(sender, operator)
    message = EmailMessage(policy=MAIL_POLICY)
    message["Subject"] = text("ops.alarm_subject", unit=unit)
    message["From"] = header_address(addresses.mail_from)
    message["To"] = header_address(addresses.office_mailbox)
    message["Date"] = now
    message["Message-ID"] = make_msgid(domain=addresses.domain)
    message["Auto-Submitted"] = "auto-generated"
    message[REFERENCE_HEADER] = REFERENCE
    message.set_content(plain_body(_parts(url, unit, now)), cte="quoted-printable")
    return message


def _parts(url: str, unit: str, now: datetime) -> list[Part]:
    moment = german_moment(now)
    about = f"ops.alarm_about_{unit.removesuffix('.service').removeprefix(_PREFIX)}"
    return [
        Sentence(text("ops.alarm_intro", unit=unit, moment=moment)),
        Link(url),
        Sentence(first_text(about, "ops.alarm_about_other")),
        Sentence(text("ops.alarm_advice", unit=unit)),
        Sentence(text("ops.alarm_end")),
    ]
