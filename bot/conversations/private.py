"""Messages that a chat forgets before its time: what a consultation form said and was told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import write_transaction
from bot.conversations.models import StoredMessage
from bot.conversations.rows import MESSAGES, PRIVATE, message, utc
from bot.conversations.tables import messages, sessions

# As json.dumps writes it; what a person types cannot look like this, its quotes are escaped.
_MARK = f'%"{PRIVATE}": true%'


class PrivateMessages:
    """Replaces private messages by what may stay of them.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(
        self, engine: Engine, remainder: Callable[[StoredMessage], Mapping[str, Any]]
    ) -> None:
        """``remainder`` returns what stays of a message."""
        self._engine = engine
        self._remainder = remainder

    def forget(self, conversation: str) -> int:
        """Forget those of one chat (its ``token_hash``) and count them."""
        return self._forget(sessions.c.token_hash == conversation)

    def forget_idle(self, since: datetime) -> int:
        """Forget those of all chats that were last used before ``since`` and count them."""
        return self._forget(sessions.c.last_active_at < utc(since))

    def _forget(self, chats: Any) -> int:
        of_chats = sa.select(sessions.c.id).where(chats)
        query = MESSAGES.where(
            messages.c.session_id.in_(of_chats), messages.c.payload.like(_MARK)
        ).with_for_update(of=messages)
        with write_transaction(self._engine) as tx:
            found = [message(row) for row in tx.execute(query)]
            for one in found:
                payload = json.dumps(dict(self._remainder(one)), ensure_ascii=False)
                tx.execute(
                    messages.update().where(messages.c.id == one.number).values(payload=payload)
                )
        return len(found)
