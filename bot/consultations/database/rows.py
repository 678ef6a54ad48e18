"""Reading and writing rows that several stores of this package share."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.database.content import NOTHING, from_content
from bot.consultations.database.tables import (
    consultation_requests,
    outbox,
    person_data,
    request_events,
)
from bot.consultations.errors import UnknownReferenceError
from bot.consultations.models import (
    SETTLED_STATES,
    Channel,
    ConsultationRequest,
    ReplyChannel,
    RequestState,
)


def request_query() -> Any:
    """Select requests with what the person said; of an erased request that is NULL."""
    is_brief = (
        person_data.c.request_uuid == consultation_requests.c.uuid
    ) & person_data.c.message_id.is_(None)
    return sa.select(consultation_requests, person_data.c.content).outerjoin(person_data, is_brief)


def to_request(row: Any) -> ConsultationRequest:
    """Return the request of a row of ``request_query``."""
    return ConsultationRequest(
        uuid=UUID(row.uuid),
        reference=row.reference,
        channel=Channel(row.channel),
        topic_id=row.topic_id,
        state=RequestState(row.state),
        received_at=row.received_at,
        answer_by=row.answer_by,
        is_urgent=row.urgent,
        reply_channel=None if row.reply_channel is None else ReplyChannel(row.reply_channel),
        settled_at=row.settled_at,
        erased_at=row.erased_at,
        **from_content(row.content if row.erased_at is None else NOTHING),
    )


def load_request(connection: Connection, uuid: UUID | str) -> ConsultationRequest:
    """Return the request with this uuid; it must exist."""
    query = request_query().where(consultation_requests.c.uuid == str(uuid))
    return to_request(connection.execute(query).one())


def locked(connection: Connection, reference: str) -> Any:
    """Return the row of a request, which nobody else changes until the transaction ends.

    Raises:
        UnknownReferenceError: no request has this reference.
    """
    return _one(connection, reference, sa.select(consultation_requests).with_for_update())


def found(connection: Connection, reference: str) -> Any:
    """Return the row of a request.

    Raises:
        UnknownReferenceError: no request has this reference.
    """
    return _one(connection, reference, sa.select(consultation_requests))


def _one(connection: Connection, reference: str, query: Any) -> Any:
    row = connection.execute(
        query.where(consultation_requests.c.reference == reference)
    ).one_or_none()
    if row is None:
        raise UnknownReferenceError(reference)
    return row


def lock_uuid(connection: Connection, uuid: str) -> None:
    """Let nobody else change the request until the transaction ends."""
    query = sa.select(consultation_requests.c.uuid).where(consultation_requests.c.uuid == uuid)
    connection.execute(query.with_for_update()).all()


def set_state(
    connection: Connection, uuid: str, state: RequestState, *, at: datetime, actor: str
) -> None:
    """Write a new state and its audit event; whether the way is open is up to the caller."""
    connection.execute(
        sa.update(consultation_requests)
        .where(consultation_requests.c.uuid == uuid)
        .values(state=state.value, settled_at=at if state in SETTLED_STATES else None)
    )
    log_event(connection, uuid, at=at, actor=actor, what=f"state:{state.value}")


def log_event(connection: Connection, uuid: str, *, at: datetime, actor: str, what: str) -> None:
    """Add an entry to the audit trail."""
    connection.execute(
        sa.insert(request_events).values(request_uuid=uuid, at=at, actor=actor, what=what)
    )


def enqueue(
    connection: Connection,
    uuid: str,
    kind: str,
    *,
    at: datetime,
    message_id: str,
    thread_message_id: int | None = None,
) -> None:
    """Put a mail into the outbox; it becomes due with the commit."""
    connection.execute(
        sa.insert(outbox).values(
            request_uuid=uuid,
            message_id=message_id,
            kind=kind,
            state="pending",
            attempts=0,
            due_at=at,
            created_at=at,
            thread_message_id=thread_message_id,
        )
    )
