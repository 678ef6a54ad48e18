"""Reads from the outbox how far the mail about each request is."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.engine import read_transaction
from bot.consultations.tables import outbox


class MailState(Enum):
    """What happened to the mail that tells the office about a request."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


# The worst state of several mails counts.
_ORDER = (MailState.DEAD, MailState.WAITING, MailState.SENT)


class MailStates:
    """The outbox, seen from the desk."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine of the consultation store."""
        self._engine = engine

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


def _state(raw: str) -> MailState:
    if raw == "sent":
        return MailState.SENT
    return MailState.DEAD if raw == "dead" else MailState.WAITING
