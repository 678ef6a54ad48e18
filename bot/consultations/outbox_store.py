"""Where mails wait until they are delivered.

A worker takes one mail at a time by lease. It may die with the mail in its hands: once the lease
has run out, the next one takes it up again. So a mail may go out twice, but never zero times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.engine import read_transaction, write_transaction
from bot.consultations.models import ConsultationRequest
from bot.consultations.store import load_request
from bot.consultations.tables import outbox, request_events

_WAITING = ("pending", "deferred")
_ACTOR = "mail_worker"


@dataclass(frozen=True)
class ClaimedMail:
    """A mail that belongs to us until the lease runs out; ``attempts`` includes this one."""

    id: int
    request_uuid: UUID
    message_id: str
    attempts: int
    created_at: datetime


class NothingDue:
    """No mail is due."""


@dataclass(frozen=True)
class OutboxOverview:
    """How many mails are in which state; ``waiting_since`` is empty if none waits."""

    pending: int
    sending: int
    deferred: int
    sent: int
    dead: int
    waiting_since: tuple[datetime, ...]


class OutboxStore(Protocol):
    """Keeps the mails that are due."""

    def claim_due(self, now: datetime, lease_until: datetime) -> ClaimedMail | NothingDue:
        """Lease the mail that has been due for longest."""

    def request_of(self, mail: ClaimedMail) -> ConsultationRequest:
        """Return the request a mail is about."""

    def mark_sent(self, mail: ClaimedMail, now: datetime) -> None:
        """Note that the mail is out."""

    def defer(self, mail: ClaimedMail, error_code: str, due_at: datetime) -> None:
        """Put the mail back until ``due_at``."""

    def bury(self, mail: ClaimedMail, error_code: str, now: datetime) -> None:
        """Give the mail up; only a human can help now."""

    def overview(self) -> OutboxOverview:
        """Count the mails, for the desk and the health check."""


class SqlOutboxStore:
    """Keeps mails next to the requests, so that both are written in one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine of the consultation store."""
        self._engine = engine

    def claim_due(self, now: datetime, lease_until: datetime) -> ClaimedMail | NothingDue:
        """Lease the mail that has been due for longest."""
        is_waiting = outbox.c.state.in_(_WAITING) & (outbox.c.due_at <= now)
        is_abandoned = (outbox.c.state == "sending") & (outbox.c.lease_until <= now)
        query = (
            sa.select(outbox)
            .where(is_waiting | is_abandoned)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with write_transaction(self._engine) as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return NothingDue()
            # due_at moves too: a mail that kills its worker goes to the end of the queue.
            connection.execute(
                sa.update(outbox)
                .where(outbox.c.id == row.id)
                .values(
                    state="sending",
                    attempts=row.attempts + 1,
                    lease_until=lease_until,
                    due_at=lease_until,
                )
            )
        return ClaimedMail(
            id=row.id,
            request_uuid=UUID(row.request_uuid),
            message_id=row.message_id,
            attempts=row.attempts + 1,
            created_at=row.created_at,
        )

    def request_of(self, mail: ClaimedMail) -> ConsultationRequest:
        """Return the request a mail is about."""
        with read_transaction(self._engine) as connection:
            return load_request(connection, mail.request_uuid)

    def mark_sent(self, mail: ClaimedMail, now: datetime) -> None:
        """Note that the mail is out, even if the lease has passed to somebody else."""
        with write_transaction(self._engine) as connection:
            changed = connection.execute(
                sa.update(outbox)
                .where(outbox.c.id == mail.id, outbox.c.state != "sent")
                .values(state="sent", sent_at=now, lease_until=None, last_error=None)
            ).rowcount
            if changed:
                _log_event(connection, mail, now, "mail:sent")

    def defer(self, mail: ClaimedMail, error_code: str, due_at: datetime) -> None:
        """Put the mail back until ``due_at``."""
        with write_transaction(self._engine) as connection:
            connection.execute(
                sa.update(outbox)
                .where(*_is_still_ours(mail))
                .values(state="deferred", due_at=due_at, lease_until=None, last_error=error_code)
            )

    def bury(self, mail: ClaimedMail, error_code: str, now: datetime) -> None:
        """Give the mail up; only a human can help now."""
        with write_transaction(self._engine) as connection:
            changed = connection.execute(
                sa.update(outbox)
                .where(*_is_still_ours(mail))
                .values(state="dead", lease_until=None, last_error=error_code)
            ).rowcount
            if changed:
                _log_event(connection, mail, now, "mail:dead")

    def overview(self) -> OutboxOverview:
        """Count the mails, for the desk and the health check."""
        count = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
        oldest = sa.select(sa.func.min(outbox.c.created_at, type_=outbox.c.created_at.type)).where(
            outbox.c.state.in_((*_WAITING, "sending"))
        )
        with read_transaction(self._engine) as connection:
            counts = {state: number for state, number in connection.execute(count)}
            waiting_since = connection.execute(oldest).scalar_one()
        return OutboxOverview(
            pending=counts.get("pending", 0),
            sending=counts.get("sending", 0),
            deferred=counts.get("deferred", 0),
            sent=counts.get("sent", 0),
            dead=counts.get("dead", 0),
            waiting_since=() if waiting_since is None else (waiting_since,),
        )


def _is_still_ours(mail: ClaimedMail) -> tuple[Any, ...]:
    # Every claim counts attempts up, so a worker that overslept its lease cannot undo what the
    # next one did.
    return (
        outbox.c.id == mail.id,
        outbox.c.state == "sending",
        outbox.c.attempts == mail.attempts,
    )


def _log_event(connection: Connection, mail: ClaimedMail, at: datetime, what: str) -> None:
    connection.execute(
        sa.insert(request_events).values(
            request_uuid=str(mail.request_uuid), at=at, actor=_ACTOR, what=what
        )
    )
