"""The facts of a request as label and value, in the order in which the office reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.consultations.models import ConsultationRequest
from bot.texts import text

_DAY = "%d.%m.%Y"
_MOMENT = "%d.%m.%Y, %H:%M"


@dataclass(frozen=True)
class Fact:
    """One line of the table of facts."""

    label: str
    value: str = field(repr=False)


def facts_of(request: ConsultationRequest) -> list[Fact]:
    """Return all facts; what the person left out is named as missing."""
    received = request.received_at.astimezone(ZoneInfo("Europe/Berlin"))
    missing = text("mail.missing")
    return [
        Fact(text("mail.label_reference"), request.reference),
        Fact(text("mail.label_received"), text("mail.moment", moment=received.strftime(_MOMENT))),
        Fact(text("mail.label_answer_by"), request.answer_by.strftime(_DAY)),
        Fact(text("mail.label_urgent"), text("mail.yes" if request.is_urgent else "mail.no")),
        Fact(text("mail.label_channel"), text(f"mail.channel_{request.channel.value}")),
        Fact(text("mail.label_topic"), request.topic),
        Fact(text("mail.label_organisation"), request.organisation),
        Fact(text("mail.label_name"), request.name or text("mail.anonymous")),
        Fact(text("mail.label_email"), request.email or missing),
        Fact(text("mail.label_phone"), request.phone or missing),
    ]
