"""What keeps consultation requests, whatever database it uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from bot.consultations.models import (
    ConsultationDraft,
    ConsultationRequest,
    RequestEvent,
    RequestState,
)


@dataclass(frozen=True)
class NewRequest:
    """Everything the store needs to add a request; ``year`` is the one in the reference."""

    uuid: UUID
    idempotency_key: str
    draft: ConsultationDraft
    received_at: datetime
    answer_by: date
    year: int
    actor: str
    pin_hash: str | None = None


class ConsultationStore(Protocol):
    """Keeps requests together with the mail that is due and the audit trail."""

    def add_once(self, new: NewRequest) -> ConsultationRequest:
        """Add request, outbox row and audit event in one transaction.

        If the idempotency key is known, nothing is written and its request is returned.
        """

    def get(self, reference: str) -> ConsultationRequest:
        """Return one request, or raise ``UnknownReferenceError``."""

    def key_of(self, reference: str) -> str:
        """Return the idempotency key of a request, or raise ``UnknownReferenceError``."""

    def list_requests(
        self, state: RequestState | None, limit: int, offset: int
    ) -> list[ConsultationRequest]:
        """Return requests that are not erased, newest first."""

    def of_conversation(self, conversation_hash: str) -> list[ConsultationRequest]:
        """Return the requests that came from a conversation, newest first."""

    def change_state(
        self,
        reference: str,
        current: RequestState,
        new: RequestState,
        *,
        actor: str,
        at: datetime,
    ) -> bool:
        """Write the new state if the request still is in ``current``; tell whether it was."""

    def note_event(self, reference: str, *, actor: str, what: str, at: datetime) -> None:
        """Add an entry to the audit trail, or raise ``UnknownReferenceError``."""

    def events(self, reference: str) -> list[RequestEvent]:
        """Return the audit trail of a request, oldest first."""
