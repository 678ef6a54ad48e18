"""How sessions and messages of the chat are found and read, inside one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.conversations.cards import whole
from bot.conversations.models import (
    HumanMode,
    Reason,
    Recalled,
    Role,
    StoredMessage,
    UnknownSessionError,
    Verdict,
)
from bot.conversations.packing import is_worth_packing, packed, unpacked
from bot.conversations.tables import cards, messages, sessions

PRIVATE = "private"
"""The key that marks a message to be forgotten before its time, with the value true."""

MESSAGES = sa.select(
    messages.c.id,
    messages.c.role,
    messages.c.payload,
    messages.c.created_at,
    messages.c.verdict,
    messages.c.reason,
    messages.c.packed,
    cards.c.content,
).select_from(messages.outerjoin(cards, cards.c.id == messages.c.card_id))


# Built once: putting a statement together takes longer than the database needs for it.
_CONVERSATION = sa.bindparam("conversation")
CHAT = sa.select(sessions.c.id, sessions.c.human_mode, sessions.c.last_active_at).where(
    sessions.c.token_hash == _CONVERSATION
)
_LOCKED_CHAT = CHAT.with_for_update()
_MESSAGES_AFTER = MESSAGES.where(
    messages.c.session_id == sa.bindparam("session"), messages.c.id > sa.bindparam("after")
).order_by(messages.c.id)


def message(row: Any) -> StoredMessage:
    """Return a row of ``MESSAGES`` as a message."""
    return StoredMessage(
        row.id,
        Role(row.role),
        whole(_own(row.payload, row.packed), row.content),
        row.created_at.replace(tzinfo=timezone.utc),
        None if row.verdict is None else Verdict(row.verdict),
        None if row.reason is None else Reason(row.reason),
    )


def stored_payload(own: Mapping[str, Any]) -> tuple[str, bytes | None]:
    """Return what is a message's own as the columns ``payload`` and ``packed`` hold it."""
    content = json.dumps(own, ensure_ascii=False)
    # What is to be forgotten soon is found by its text.
    if own.get(PRIVATE) or not is_worth_packing(content):
        return content, None
    return "", packed(content)


def _own(payload: str, content: bytes | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(payload if content is None else unpacked(content))
    return found


def recalled(tx: Connection, conversation: str, after: int) -> Recalled:
    """Return the chat with this hash and its messages with a number above ``after``.

    Raises:
        UnknownSessionError: there is none.
    """
    chat = _found(tx, CHAT, conversation)
    rows = tx.execute(_MESSAGES_AFTER, {"session": chat.id, "after": after}).all()
    return Recalled(
        chat.last_active_at.replace(tzinfo=timezone.utc),
        HumanMode(chat.human_mode),
        [message(row) for row in rows],
    )


def locked(tx: Connection, conversation: str) -> Any:
    """Return the id and the mode of the chat with this hash, locked until the transaction ends.

    Raises:
        UnknownSessionError: there is none.
    """
    return _found(tx, _LOCKED_CHAT, conversation)


def _found(tx: Connection, query: Any, conversation: str) -> Any:
    row = tx.execute(query, {"conversation": conversation}).first()
    if row is None:
        raise UnknownSessionError
    return row


def delete(tx: Connection, condition: Any) -> int:
    """Delete the sessions that meet the condition, with their messages, and count them."""
    # Not left to ON DELETE CASCADE alone: SQLite honours it only while a PRAGMA is set.
    doomed = sa.select(sessions.c.id).where(condition)
    tx.execute(messages.delete().where(messages.c.session_id.in_(doomed)))
    return int(tx.execute(sessions.delete().where(condition)).rowcount)


def utc(moment: datetime) -> datetime:
    """Return an aware moment as the database keeps it."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None)
