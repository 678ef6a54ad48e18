"""Reads from the outbox how far the mail about each request is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.consultations.database.tables import consultation_requests, outbox
from bot.consultations.mail_kinds import PERSON_KINDS


class MailState(Enum):
    """What happened to the mail that tells the office about a request."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


# The worst state of several mails counts.
_ORDER = (MailState.DEAD, MailState.WAITING, MailState.SENT)


_PERSON_KINDS = frozenset(kind.value for kind in PERSON_KINDS)


class MailStates:
    """The outbox, seen from the desk."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine of the consultation store."""
        self._engine = engine

    def mails(self, uuid: UUID) -> list[SentMail]:
        """Return all mails about a request, oldest first."""
        query = sa.select(outbox).where(outbox.c.request_uuid == str(uuid)).order_by(outbox.c.id)
        with read_transaction(self._engine) as tx:
            return [
                SentMail(
                    kind=row.kind,
                    state=_state(row.state),
                    is_to_person=row.kind in _PERSON_KINDS,
                    at=row.sent_at or row.created_at,
                    error=row.last_error or "",
                    message=row.thread_message_id,
                )
                for row in tx.execute(query)
            ]

    def undelivered(self) -> list[str]:
        """Return the references of requests with a mail that did not reach the person."""
        is_dead = (outbox.c.state == "dead") & outbox.c.kind.in_(_PERSON_KINDS)
        query = (
            sa.select(consultation_requests.c.reference)
            .where(
                consultation_requests.c.uuid.in_(sa.select(outbox.c.request_uuid).where(is_dead))
            )
            .order_by(consultation_requests.c.received_at.desc())
        )
        with read_transaction(self._engine) as tx:
            return list(tx.execute(query).scalars())

    def of(self, uuids: Collection[UUID]) -> dict[UUID, MailState]:
        """Return the state for each request that has a mail."""
        query = sa.select(outbox.c.request_uuid, outbox.c.state).where(
            outbox.c.request_uuid.in_([str(uuid) for uuid in uuids])
        )
        found: dict[UUID, MailState] = {}
        with read_transaction(self._engine) as tx:
            for uuid_text, raw in tx.execute(query).all():
                uuid, state = UUID(uuid_text), _state(raw)
                found[uuid] = min(state, found.get(uuid, state), key=_ORDER.index)
        return found


@dataclass(frozen=True)
class SentMail:
    """A mail about a request; ``message`` is the number of the message that it carries."""

    kind: str
    state: MailState
    is_to_person: bool
    at: datetime
    error: str
    message: int | None


def _state(raw: str) -> MailState:
    if raw == "sent":
        return MailState.SENT
    return MailState.DEAD if raw == "dead" else MailState.WAITING
