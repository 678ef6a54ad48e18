"""Where consultation requests are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import open_engine, read_transaction, write_transaction
from bot.consultations.database.rows import found, log_event, request_query, to_request
from bot.consultations.database.tables import consultation_requests, request_events
from bot.consultations.errors import UnknownReferenceError
from bot.consultations.migrations import migrate
from bot.consultations.models import (
    SETTLED_STATES,
    ConsultationRequest,
    RequestEvent,
    RequestState,
)
from bot.consultations.new_request_rows import NewRequest, add_rows

# Built once: nearly every turn of the chat asks for it.
_OF_CONVERSATION = (
    request_query()
    .where(consultation_requests.c.conversation_hash == sa.bindparam("conversation"))
    .order_by(consultation_requests.c.received_at.desc())
)


class SqlConsultationStore:
    """Keeps requests in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Use an engine of ``open_engine`` whose database is migrated."""
        self.engine = engine

    def add_once(self, new: NewRequest) -> ConsultationRequest:
        """Add request, outbox row and audit event in one transaction.

        If the idempotency key is known, nothing is written and its request is returned.
        """
        try:
            with write_transaction(self.engine) as connection:
                rows = _with_key(connection, new.idempotency_key)
                if not rows:
                    add_rows(connection, new)
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
        with read_transaction(self.engine) as connection:
            return str(found(connection, reference).idempotency_key)

    def of_conversation(self, conversation_hash: str) -> list[ConsultationRequest]:
        """Return the requests that came from a conversation, newest first."""
        with read_transaction(self.engine) as connection:
            rows = connection.execute(_OF_CONVERSATION, {"conversation": conversation_hash}).all()
        return [to_request(row) for row in rows]

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
                uuid = found(connection, reference).uuid
                log_event(connection, uuid, at=at, actor=actor, what=f"state:{new.value}")
        return bool(changed)

    def note_event(self, reference: str, *, actor: str, what: str, at: datetime) -> None:
        """Add an entry to the audit trail, or raise ``UnknownReferenceError``."""
        with write_transaction(self.engine) as connection:
            uuid = found(connection, reference).uuid
            log_event(connection, uuid, at=at, actor=actor, what=what)

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


def _with_key(connection: Connection, idempotency_key: str) -> list[Any]:
    query = request_query().where(consultation_requests.c.idempotency_key == idempotency_key)
    return list(connection.execute(query).all())


def _is(reference: str) -> Any:
    return consultation_requests.c.reference == reference
