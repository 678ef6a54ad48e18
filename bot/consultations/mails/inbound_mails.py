"""Mails that came in: where they lie, whose request they belong to, what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bot.consultations.threads.thread_models import Attachment, MessageKind


class Outcome(Enum):
    """What became of a mail.

    ``unmatched`` and ``failed`` ones stay unread in the mailbox, for a person to look at.
    """

    STORED = "stored"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    DUPLICATE = "duplicate"
    OWN = "own"
    UNMATCHED = "unmatched"
    FAILED = "failed"
    # Somebody looked at it and found that it belongs to no request.
    DISCARDED = "discarded"


@dataclass(frozen=True)
class MailPlace:
    """Where a mail lies; the three together never mean another one."""

    folder: str
    uid_validity: int
    uid: int


@dataclass(frozen=True)
class Match:
    """The request a mail belongs to.

    It is ``certain`` if the mail answers one that only its recipients know, and not if it just
    names a reference, which anybody can.
    """

    uuid: str
    is_certain: bool


@dataclass(frozen=True, kw_only=True)
class InboundMail:
    """A mail ready to be stored; its attachments lie in their folder already."""

    place: MailPlace
    digest: str
    sender: str = field(repr=False)
    is_from_office: bool
    kind: MessageKind
    text: str = field(repr=False)
    full_text: str = field(repr=False)
    mail_id: str | None = field(repr=False)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class InboxOverview:
    """How many mails nobody but a human can sort."""

    unmatched: int
    failed: int
