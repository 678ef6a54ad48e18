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


class ReplyChannel(Enum):
    """How the person wants to be answered."""

    EMAIL = "email"
    PHONE = "phone"
    VISIT = "visit"
    CHAT = "chat"
    TELEGRAM = "telegram"


class RequestState(Enum):
    """How far the office is with a request."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


SETTLED_STATES = frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN, RequestState.CLOSED})
"""Nobody waits for the office any more; from here on the time of keeping counts."""

ALLOWED_TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.RECEIVED: frozenset(
        {
            RequestState.IN_PROGRESS,
            RequestState.ANSWERED,
            RequestState.WITHDRAWN,
            RequestState.CLOSED,
        }
    ),
    RequestState.IN_PROGRESS: frozenset(
        {
            RequestState.RECEIVED,
            RequestState.ANSWERED,
            RequestState.WITHDRAWN,
            RequestState.CLOSED,
        }
    ),
    # An answer can turn out to be incomplete, so an answered request may be opened again.
    RequestState.ANSWERED: frozenset(
        {RequestState.IN_PROGRESS, RequestState.WITHDRAWN, RequestState.CLOSED}
    ),
    RequestState.CLOSED: frozenset({RequestState.IN_PROGRESS, RequestState.WITHDRAWN}),
    RequestState.WITHDRAWN: frozenset(),
}


class Speaker(Enum):
    """Who said a line of the conversation."""

    PERSON = "person"
    ASSISTANT = "assistant"


@dataclass(frozen=True)
class TranscriptSource:
    """A source that the assistant showed with a line."""

    title: str
    url: str


@dataclass(frozen=True)
class TranscriptLine:
    """One line of the conversation that led to the request.

    Of a line that the person struck out, only the fact is kept.
    """

    speaker: Speaker
    text: str = field(repr=False)
    sources: tuple[TranscriptSource, ...] = ()
    is_struck: bool = False


@dataclass(frozen=True)
class ConsultationDraft:
    """What a person filled in, before it is a request.

    Only ``topic`` and one way of contact (e-mail, phone or a visit) are needed; an empty text
    means that the person does not know yet or does not want to say.
    """

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
    format: str = field(default="", repr=False)
    partner_country: str = field(default="", repr=False)
    period: str = field(default="", repr=False)
    group: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    wanted_times: str = field(default="", repr=False)
    wants_visit: bool = False
    wants_copy: bool = False
    is_urgent: bool = False
    reply_channel: ReplyChannel | None = None
    # Where an answer into the chat has to go: the gateway's or the messenger's own name for it.
    conversation: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class ConsultationRequest(ConsultationDraft):
    """A stored request: the draft and what became of it.

    Times are aware UTC, ``answer_by`` is a day in Germany. An erased request keeps its reference,
    states and times; everything that the person said is empty.
    """

    uuid: UUID
    reference: str
    state: RequestState
    received_at: datetime
    answer_by: date
    settled_at: datetime | None = None
    erased_at: datetime | None = None

    @property
    def is_erased(self) -> bool:
        """Tell whether what the person said is gone."""
        return self.erased_at is not None


@dataclass(frozen=True)
class RequestEvent:
    """One entry of the audit trail of a request."""

    at: datetime
    actor: str
    what: str
