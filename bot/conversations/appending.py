"""Adds messages to the history of a chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import write_transaction
from bot.conversations.cards import SharedCards, card_id, split
from bot.conversations.models import Role, StoredMessage
from bot.conversations.rows import locked, stored_payload, utc
from bot.conversations.tables import messages, sessions

_INSERT = messages.insert()
_USED_NOW = (
    sessions.update()
    .where(sessions.c.id == sa.bindparam("chat"))
    .values(last_active_at=sa.bindparam("moment"))
)


class Appending:
    """Writes messages, all of a call or none; raises ``StoreUnavailableError``."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine
        self._cards = SharedCards()

    def add(
        self, conversation: str, role: Role, payloads: Sequence[Mapping[str, Any]], now: datetime
    ) -> list[StoredMessage]:
        """Add messages to the chat with this hash and return them.

        Raises:
            UnknownSessionError: there is no such chat.
        """
        try:
            return self._add(conversation, role, payloads, now)
        except sa.exc.IntegrityError:
            # A card that this process knows is gone: the database was replaced, or a clock jumped.
            self._cards.forget()
            return self._add(conversation, role, payloads, now)

    def _add(
        self, conversation: str, role: Role, payloads: Sequence[Mapping[str, Any]], now: datetime
    ) -> list[StoredMessage]:
        moment = utc(now)
        parts = [split(payload) for payload in payloads]
        with write_transaction(self._engine) as tx:
            # Locked first: the numbers of a chat then become visible in their order, so that
            # whoever reads on after number 7 never misses a 6 that was committed later.
            session_id = locked(tx, conversation).id
            shared = [content for _, content in parts if content is not None]
            noted = self._cards.note(tx, shared, moment.date())
            numbers = [
                tx.execute(_INSERT, _columns(session_id, role, moment, *part)).inserted_primary_key[
                    0
                ]
                for part in parts
            ]
            tx.execute(_USED_NOW, {"chat": session_id, "moment": moment})
        self._cards.done(noted)
        said_at = moment.replace(tzinfo=timezone.utc)
        return [
            StoredMessage(int(number), role, payload, said_at)
            for number, payload in zip(numbers, payloads, strict=True)
        ]


def _columns(
    session_id: int, role: Role, moment: datetime, own: Mapping[str, Any], content: str | None
) -> dict[str, Any]:
    payload, smaller = stored_payload(own)
    return {
        "session_id": session_id,
        "role": role.value,
        "payload": payload,
        "packed": smaller,
        "created_at": moment,
        "card_id": None if content is None else card_id(content),
    }
