"""Where consultation requests are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.content import from_content, to_content
from bot.consultations.engine import open_engine, read_transaction, write_transaction
from bot.consultations.errors import UnknownReferenceError
from bot.consultations.migrations import migrate
from bot.consultations.models import (
    Channel,
    ConsultationDraft,
    ConsultationRequest,
    RequestEvent,
    RequestState,
    format_reference,
)
from bot.consultations.tables import (
    consultation_requests,
    outbox,
    reference_counters,
    request_events,
)

OFFICE_NOTICE = "office_notice"
"""Kind of the mail that tells the office about a new request."""


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


class ConsultationStore(Protocol):
    """Keeps requests together with the mail that is due and the audit trail."""

    def add_once(self, new: NewRequest) -> ConsultationRequest:
        """Add request, outbox row and audit event in one transaction.

        If the idempotency key is known, nothing is written and its request is returned.
        """

    def get(self, reference: str) -> ConsultationRequest:
        """Return one request, or raise ``UnknownReferenceError``."""

    def list_requests(
        self, state: RequestState | None, limit: int, offset: int
    ) -> list[ConsultationRequest]:
        """Return requests, newest first."""

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

    def set_urgent(self, reference: str, is_urgent: bool, *, actor: str, at: datetime) -> None:
        """Mark or unmark a request, or raise ``UnknownReferenceError``."""

    def events(self, reference: str) -> list[RequestEvent]:
        """Return the audit trail of a request, oldest first."""


class SqlConsultationStore:
    """Keeps requests in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Use an engine of ``open_engine`` whose database is migrated."""
        self.engine = engine

    def add_once(self, new: NewRequest) -> ConsultationRequest:
        """Add request, outbox row and audit event in one transaction."""
        try:
            with write_transaction(self.engine) as connection:
                rows = _with_key(connection, new.idempotency_key)
                if not rows:
                    _add(connection, new)
                    rows = _with_key(connection, new.idempotency_key)
                return _request(rows[0])
        except sa.exc.IntegrityError:
            # PostgreSQL lets two transactions look for the same key at the same time. The slower
            # one ends here; its reference number was rolled back with everything else.
            with read_transaction(self.engine) as connection:
                rows = _with_key(connection, new.idempotency_key)
            if not rows:
                raise
            return _request(rows[0])

    def get(self, reference: str) -> ConsultationRequest:
        """Return one request, or raise ``UnknownReferenceError``."""
        with read_transaction(self.engine) as connection:
            row = connection.execute(
                sa.select(consultation_requests).where(_is(reference))
            ).one_or_none()
        if row is None:
            raise UnknownReferenceError(reference)
        return _request(row)

    def list_requests(
        self, state: RequestState | None, limit: int, offset: int
    ) -> list[ConsultationRequest]:
        """Return requests, newest first."""
        query = sa.select(consultation_requests)
        if state is not None:
            query = query.where(consultation_requests.c.state == state.value)
        query = query.order_by(
            consultation_requests.c.received_at.desc(), consultation_requests.c.uuid
        )
        with read_transaction(self.engine) as connection:
            rows = connection.execute(query.limit(limit).offset(offset)).all()
        return [_request(row) for row in rows]

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
        with write_transaction(self.engine) as connection:
            changed = connection.execute(
                sa.update(consultation_requests)
                .where(_is(reference), consultation_requests.c.state == current.value)
                .values(state=new.value)
            ).rowcount
            if changed:
                _log_event(connection, reference, at=at, actor=actor, what=f"state:{new.value}")
            return bool(changed)

    def set_urgent(self, reference: str, is_urgent: bool, *, actor: str, at: datetime) -> None:
        """Mark or unmark a request, or raise ``UnknownReferenceError``."""
        with write_transaction(self.engine) as connection:
            changed = connection.execute(
                sa.update(consultation_requests).where(_is(reference)).values(urgent=is_urgent)
            ).rowcount
            if not changed:
                raise UnknownReferenceError(reference)
            what = "urgent" if is_urgent else "not_urgent"
            _log_event(connection, reference, at=at, actor=actor, what=what)

    def events(self, reference: str) -> list[RequestEvent]:
        """Return the audit trail of a request, oldest first."""
        query = (
            sa.select(request_events.c.at, request_events.c.actor, request_events.c.what)
            .join(consultation_requests)
            .where(_is(reference))
            .order_by(request_events.c.id)
        )
        with read_transaction(self.engine) as connection:
            return [RequestEvent(*row) for row in connection.execute(query)]


def open_store(database_url: str) -> SqlConsultationStore:
    """Open the database, bring its tables up to date and return the store."""
    engine = open_engine(database_url)
    migrate(engine)
    return SqlConsultationStore(engine)


def load_request(connection: Connection, uuid: UUID) -> ConsultationRequest:
    """Return the request with this uuid; it must exist."""
    query = sa.select(consultation_requests).where(consultation_requests.c.uuid == str(uuid))
    return _request(connection.execute(query).one())


def _add(connection: Connection, new: NewRequest) -> None:
    reference = format_reference(new.year, _next_number(connection, new.year))
    connection.execute(
        sa.insert(consultation_requests).values(
            uuid=str(new.uuid),
            reference=reference,
            idempotency_key=new.idempotency_key,
            state=RequestState.RECEIVED.value,
            received_at=new.received_at,
            answer_by=new.answer_by,
            channel=new.draft.channel.value,
            topic_id=new.draft.topic_id,
            urgent=False,
            content=to_content(new.draft),
        )
    )
    connection.execute(
        sa.insert(outbox).values(
            request_uuid=str(new.uuid),
            message_id=str(new.uuid),
            kind=OFFICE_NOTICE,
            state="pending",
            attempts=0,
            due_at=new.received_at,
            created_at=new.received_at,
        )
    )
    _log_event(connection, reference, at=new.received_at, actor=new.actor, what="received")


def _next_number(connection: Connection, year: int) -> int:
    """Take the next number of the year; the row stays locked until the transaction ends."""
    connection.execute(
        sa.text(
            "INSERT INTO reference_counters (year, last) VALUES (:year, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = reference_counters.last + 1"
        ),
        {"year": year},
    )
    query = sa.select(reference_counters.c.last).where(reference_counters.c.year == year)
    return int(connection.execute(query).scalar_one())


def _with_key(connection: Connection, idempotency_key: str) -> list[Any]:
    query = sa.select(consultation_requests).where(
        consultation_requests.c.idempotency_key == idempotency_key
    )
    return list(connection.execute(query).all())


def _log_event(
    connection: Connection, reference: str, *, at: datetime, actor: str, what: str
) -> None:
    uuid = sa.select(consultation_requests.c.uuid).where(_is(reference)).scalar_subquery()
    connection.execute(
        sa.insert(request_events).values(request_uuid=uuid, at=at, actor=actor, what=what)
    )


def _is(reference: str) -> Any:
    return consultation_requests.c.reference == reference


def _request(row: Any) -> ConsultationRequest:
    return ConsultationRequest(
        uuid=UUID(row.uuid),
        reference=row.reference,
        channel=Channel(row.channel),
        topic_id=row.topic_id,
        state=RequestState(row.state),
        received_at=row.received_at,
        answer_by=row.answer_by,
        is_urgent=row.urgent,
        **from_content(row.content),
    )
