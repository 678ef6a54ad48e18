"""The consultation request and everything it is made of; no storage, no rules.

Personal data is left out of every ``repr``, so that a logged object or a traceback names nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID


class Channel(Enum):
    """Where a request came in."""

    WEB_CHAT = "web_chat"
    WEB_FORM = "web_form"
    TELEGRAM = "telegram"


class RequestState(Enum):
    """How far the office is with a request."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


ALLOWED_TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.RECEIVED: frozenset(
        {RequestState.IN_PROGRESS, RequestState.ANSWERED, RequestState.WITHDRAWN}
    ),
    RequestState.IN_PROGRESS: frozenset(
        {RequestState.RECEIVED, RequestState.ANSWERED, RequestState.WITHDRAWN}
    ),
    # An answer can turn out to be incomplete, so an answered request may be opened again.
    RequestState.ANSWERED: frozenset({RequestState.IN_PROGRESS, RequestState.WITHDRAWN}),
    RequestState.WITHDRAWN: frozenset(),
}


class Speaker(Enum):
    """Who said a line of the conversation."""

    PERSON = "person"
    ASSISTANT = "assistant"


@dataclass(frozen=True)
class TranscriptLine:
    """One line of the conversation that led to the request."""

    speaker: Speaker
    text: str = field(repr=False)


@dataclass(frozen=True)
class ConsultationDraft:
    """What a person filled in, before it is a request."""

    topic: str = field(repr=False)
    description: str = field(repr=False)
    organisation: str = field(repr=False)
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    consent: bool
    channel: Channel
    topic_id: str | None = None
    transcript: tuple[TranscriptLine, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class ConsultationRequest:
    """A stored request; ``received_at`` is aware UTC, ``answer_by`` a day in Germany."""

    uuid: UUID
    reference: str
    topic: str = field(repr=False)
    description: str = field(repr=False)
    organisation: str = field(repr=False)
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    consent: bool
    channel: Channel
    topic_id: str | None
    transcript: tuple[TranscriptLine, ...] = field(repr=False)
    state: RequestState
    received_at: datetime
    answer_by: date
    is_urgent: bool


@dataclass(frozen=True)
class RequestEvent:
    """One entry of the audit trail of a request."""

    at: datetime
    actor: str
    what: str


def format_reference(year: int, number: int) -> str:
    """Return the reference people quote, such as ``IJ-2026-0042``."""
    return f"IJ-{year}-{number:04d}"
