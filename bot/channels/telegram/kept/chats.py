"""What we keep of a chat, and its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channels.telegram.kept.tables import (
    BLANKED,
    chats,
    handovers,
    outbox,
    payloads,
    requests,
    updates,
)
from bot.consultations.database.engine import forget_deleted, read_transaction, write_transaction
from bot.privacy.token_hash import token_hash

_ERASED = [table.name for table in (updates, outbox, chats, payloads, handovers, requests)]

_SAVE = sa.text(
    "INSERT INTO telegram_chats (chat_id, session, is_simple, last_active_at)"
    " VALUES (:chat_id, :session, :is_simple, :now)"
    " ON CONFLICT (chat_id) DO UPDATE SET session = :session, is_simple = :is_simple,"
    " last_active_at = :now"
).bindparams(
    sa.bindparam("now", type_=chats.c.last_active_at.type),
    sa.bindparam("is_simple", type_=sa.Boolean),
)
_KEEP = sa.text(
    "INSERT INTO telegram_payloads (chat_id, name, payload, used_at)"
    " VALUES (:chat_id, :name, :payload, :now)"
    " ON CONFLICT (chat_id, name) DO UPDATE SET used_at = :now"
).bindparams(sa.bindparam("now", type_=payloads.c.used_at.type))


@dataclass(frozen=True)
class Chat:
    """A chat that we know: its conversation, and how the person likes answers."""

    chat_id: int = field(repr=False)
    session: str = field(repr=False)
    is_simple: bool = False

    @property
    def conversation(self) -> str:
        """Return the name under which Rasa and the office know the conversation."""
        return token_hash(self.session)


class SqlChats:
    """Chats in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def find(self, chat_id: int) -> Chat | None:
        """Return what we keep of a chat."""
        query = sa.select(chats).where(chats.c.chat_id == chat_id)
        with read_transaction(self._engine) as tx:
            row = tx.execute(query).one_or_none()
        if row is None:
            return None
        return Chat(row.chat_id, row.session, row.is_simple)

    def save(self, chat: Chat, now: datetime) -> None:
        """Keep a chat as it is now."""
        values = {
            "chat_id": chat.chat_id,
            "session": chat.session,
            "is_simple": chat.is_simple,
            "now": now,
        }
        with write_transaction(self._engine) as tx:
            tx.execute(_SAVE, values)

    def keep_payload(self, chat_id: int, name: str, payload: str, now: datetime) -> None:
        """Keep a payload that is too long for a button."""
        values = {"chat_id": chat_id, "name": name, "payload": payload, "now": now}
        with write_transaction(self._engine) as tx:
            tx.execute(_KEEP, values)

    def payload(self, chat_id: int, name: str) -> str | None:
        """Return a kept payload."""
        query = sa.select(payloads.c.payload).where(
            payloads.c.chat_id == chat_id, payloads.c.name == name
        )
        with read_transaction(self._engine) as tx:
            found: str | None = tx.execute(query).scalar_one_or_none()
        return found

    def erase(self, chat_id: int, *, but_update: int = 0) -> None:
        """Delete everything that belongs to a chat, but the update that is being worked off."""
        with write_transaction(self._engine) as tx:
            for table in (chats, payloads, handovers, requests):
                tx.execute(sa.delete(table).where(table.c.chat_id == chat_id))
            # The numbers stay, or a redelivered update would count as new.
            doomed = updates.c.chat_id == chat_id
            if but_update:
                doomed &= updates.c.update_id < but_update
            tx.execute(sa.update(updates).where(doomed).values(state="done", **BLANKED))
            is_theirs = outbox.c.chat_id == chat_id
            tx.execute(sa.update(outbox).where(is_theirs).values(state="dead", **BLANKED))
        forget_deleted(self._engine, _ERASED)

    def purge(self, older_than: datetime) -> None:
        """Delete the chats in which nothing has happened since."""
        with write_transaction(self._engine) as tx:
            tx.execute(sa.delete(chats).where(chats.c.last_active_at < older_than))
            tx.execute(sa.delete(payloads).where(payloads.c.used_at < older_than))
