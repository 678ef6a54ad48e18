"""Where consultation requests are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.content import to_content
from bot.consultations.engine import open_engine, read_transaction, write_transaction
from bot.consultations.errors import UnknownReferenceError
from bot.consultations.mail_kinds import MailKind
from bot.consultations.migrations import migrate
from bot.consultations.models import (
    SETTLED_STATES,
    ConsultationDraft,
    ConsultationRequest,
    RequestEvent,
    RequestState,
)
from bot.consultations.references import format_reference
from bot.consultations.rows import enqueue, log_event, request_query, to_request
from bot.consultations.tables import (
    consultation_requests,
    outbox,
    person_data,
    reference_counters,
    request_events,
)

MAX_QUESTIONS_A_DAY = 3
"""So often a day an address is asked whether it wants copies: nobody floods a stranger with us."""


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

    def set_urgent(self, reference: str, is_urgent: bool, *, actor: str, at: datetime) -> None:
        """Mark or unmark a request, or raise ``UnknownReferenceError``."""

    def note_event(self, reference: str, *, actor: str, what: str, at: datetime) -> None:
        """Add an entry to the audit trail, or raise ``UnknownReferenceError``."""

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
                return to_request(rows[0])
        except sa.exc.IntegrityError:
            # PostgreSQL lets two transactions look for the same key at the same time. The slower
            # one ends here; its reference number was rolled back with everything else.
            with read_transaction(self.engine) as connection:
                rows = _with_key(connection, new.idempotency_key)
            if not rows:
                raise
            return to_request(rows[0])

    def get(self, reference: str) -> ConsultationRequest:
        """Return one request, or raise ``UnknownReferenceError``."""
        with read_transaction(self.engine) as connection:
            row = connection.execute(request_query().where(_is(reference))).one_or_none()
        if row is None:
            raise UnknownReferenceError(reference)
        return to_request(row)

    def key_of(self, reference: str) -> str:
        """Return the idempotency key of a request, or raise ``UnknownReferenceError``."""
        query = sa.select(consultation_requests.c.idempotency_key).where(_is(reference))
        with read_transaction(self.engine) as connection:
            key = connection.execute(query).scalar_one_or_none()
        if key is None:
            raise UnknownReferenceError(reference)
        return str(key)

    def list_requests(
        self, state: RequestState | None, limit: int, offset: int
    ) -> list[ConsultationRequest]:
        """Return requests that are not erased, newest first."""
        query = request_query().where(consultation_requests.c.erased_at.is_(None))
        if state is not None:
            query = query.where(consultation_requests.c.state == state.value)
        query = query.order_by(
            consultation_requests.c.received_at.desc(), consultation_requests.c.uuid
        )
        with read_transaction(self.engine) as connection:
            rows = connection.execute(query.limit(limit).offset(offset)).all()
        return [to_request(row) for row in rows]

    def of_conversation(self, conversation_hash: str) -> list[ConsultationRequest]:
        """Return the requests that came from a conversation, newest first."""
        query = (
            request_query()
            .where(consultation_requests.c.conversation_hash == conversation_hash)
            .order_by(consultation_requests.c.received_at.desc())
        )
        with read_transaction(self.engine) as connection:
            return [to_request(row) for row in connection.execute(query).all()]

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
        is_settled = new in SETTLED_STATES
        with write_transaction(self.engine) as connection:
            changed = connection.execute(
                sa.update(consultation_requests)
                .where(_is(reference), consultation_requests.c.state == current.value)
                .values(state=new.value, settled_at=at if is_settled else None)
            ).rowcount
            if changed:
                what = f"state:{new.value}"
                log_event(connection, _uuid(connection, reference), at=at, actor=actor, what=what)
        return bool(changed)

    def set_urgent(self, reference: str, is_urgent: bool, *, actor: str, at: datetime) -> None:
        """Mark or unmark a request, or raise ``UnknownReferenceError``."""
        with write_transaction(self.engine) as connection:
            uuid = _uuid(connection, reference)
            connection.execute(
                sa.update(consultation_requests).where(_is(reference)).values(urgent=is_urgent)
            )
            what = "urgent" if is_urgent else "not_urgent"
            log_event(connection, uuid, at=at, actor=actor, what=what)

    def note_event(self, reference: str, *, actor: str, what: str, at: datetime) -> None:
        """Add an entry to the audit trail, or raise ``UnknownReferenceError``."""
        with write_transaction(self.engine) as connection:
            log_event(connection, _uuid(connection, reference), at=at, actor=actor, what=what)

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


def conversation_hash(conversation: str) -> str:
    """Return what the database knows of a conversation outside of the personal data."""
    return hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).hexdigest()


def _add(connection: Connection, new: NewRequest) -> None:
    reference = format_reference(new.year, _next_number(connection, new.year))
    uuid, draft = str(new.uuid), new.draft
    connection.execute(
        sa.insert(consultation_requests).values(
            uuid=uuid,
            reference=reference,
            idempotency_key=new.idempotency_key,
            state=RequestState.RECEIVED.value,
            received_at=new.received_at,
            answer_by=new.answer_by,
            channel=draft.channel.value,
            topic_id=draft.topic_id,
            urgent=draft.is_urgent,
            reply_channel=None if draft.reply_channel is None else draft.reply_channel.value,
            conversation_hash=(
                None if draft.conversation is None else conversation_hash(draft.conversation)
            ),
            pin_hash=new.pin_hash,
        )
    )
    connection.execute(sa.insert(person_data).values(request_uuid=uuid, content=to_content(draft)))
    log_event(connection, uuid, at=new.received_at, actor=new.actor, what="received")
    _add_mails(connection, new)


def _add_mails(connection: Connection, new: NewRequest) -> None:
    # The first Message-ID is that of the whole thread (docs/adr/0013).
    mails = {MailKind.OFFICE_NOTICE: str(new.uuid)}
    if new.draft.wants_copy and not _is_asked_enough(connection, new):
        mails[MailKind.PERSON_CONFIRM] = f"{new.uuid}.confirm"
    for kind, message_id in mails.items():
        enqueue(connection, str(new.uuid), kind.value, at=new.received_at, message_id=message_id)


def _is_asked_enough(connection: Connection, new: NewRequest) -> bool:
    """Tell whether the address was asked so often today that it may be somebody else's."""
    query = (
        sa.select(person_data.c.content)
        .join(outbox, outbox.c.request_uuid == person_data.c.request_uuid)
        .where(
            person_data.c.message_id.is_(None),
            outbox.c.kind == MailKind.PERSON_CONFIRM.value,
            outbox.c.created_at > new.received_at - timedelta(days=1),
        )
    )
    address = (new.draft.email or "").casefold()
    asked = [
        content
        for content in connection.execute(query).scalars()
        if (content["email"] or "").casefold() == address
    ]
    return len(asked) >= MAX_QUESTIONS_A_DAY


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
    query = request_query().where(consultation_requests.c.idempotency_key == idempotency_key)
    return list(connection.execute(query).all())


def _uuid(connection: Connection, reference: str) -> str:
    query = sa.select(consultation_requests.c.uuid).where(_is(reference))
    uuid = connection.execute(query).scalar_one_or_none()
    if uuid is None:
        raise UnknownReferenceError(reference)
    return str(uuid)


def _is(reference: str) -> Any:
    return consultation_requests.c.reference == reference
