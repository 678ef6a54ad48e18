"""What a person says in a chat while somebody of the office answers there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import lock_uuid
from bot.consultations.database.tables import consultation_requests
from bot.consultations.models import RequestState
from bot.consultations.threads.thread_models import Via
from bot.consultations.threads.thread_rules import add_from_person, from_person
from bot.privacy.token_hash import token_hash


class ChatThreads:
    """The way from a chat into the thread of the request that came from it.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        answer_by: Callable[[datetime], date],
    ) -> None:
        """``answer_by`` returns the day by which the office answers what is said at a moment."""
        self._engine = engine
        self._clock = clock
        self._answer_by = answer_by

    def has_request(self, conversation: str) -> bool:
        """Return whether a request came from this chat that can still be added to."""
        with read_transaction(self._engine) as connection:
            return _newest(connection, conversation) is not None

    def add(self, conversation: str, text: str, key: str) -> bool:
        """Add what the person said to the newest request of the chat and tell the office.

        The same ``key`` adds once. Return False if no request came from the chat, or none that
        can still be added to.

        Raises:
            MessageRejectedError: the text is empty, too long or no text.
        """
        now = self._clock()
        with write_transaction(self._engine) as connection:
            row = _newest(connection, conversation)
            if row is None:
                return False
            lock_uuid(connection, row.uuid)
            new = from_person(text, f"{row.reference}|chat|{key}", Via.CHAT, now)
            add_from_person(connection, row, new, self._answer_by(now), reopens=True)
            return True


def _newest(connection: Connection, conversation: str) -> Any:
    query = (
        sa.select(consultation_requests)
        .where(
            consultation_requests.c.conversation_hash == token_hash(conversation),
            consultation_requests.c.erased_at.is_(None),
            consultation_requests.c.state != RequestState.WITHDRAWN.value,
        )
        .order_by(consultation_requests.c.received_at.desc())
        .limit(1)
    )
    return connection.execute(query).first()
