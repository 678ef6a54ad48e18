"""Mails that are due: what a worker holds of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.consultations.errors import ConsultationError
from bot.consultations.models import ConsultationRequest
from bot.consultations.threads.thread_models import ThreadMessage


class MailPointlessError(ConsultationError):
    """What the mail was to tell has been erased meanwhile; there is nothing to send."""


@dataclass(frozen=True)
class ClaimedMail:
    """A mail that belongs to us until the lease runs out; ``attempts`` includes this one.

    ``kind`` is a value of ``MailKind``, or what a newer version of this program wrote there.
    """

    id: int
    request_uuid: UUID
    message_id: str
    kind: str
    attempts: int
    created_at: datetime
    thread_message_id: int | None = None


@dataclass(frozen=True)
class MailContent:
    """What a mail is made of: the request and, if it carries one, the message of its thread."""

    request: ConsultationRequest
    message: ThreadMessage | None


class NothingDue:
    """No mail is due."""


@dataclass(frozen=True)
class OutboxOverview:
    """How many mails are in which state; ``waiting_since`` is empty if none waits.

    ``dead`` counts mails to the office only: if one of those cannot be delivered, our own mail
    is broken. ``dead_to_person`` counts those to people, where it is mostly their address.
    """

    pending: int
    sending: int
    deferred: int
    sent: int
    dead: int
    dead_to_person: int
    waiting_since: tuple[datetime, ...]
