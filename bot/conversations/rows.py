"""How sessions and messages of the chat are found and read, inside one transaction."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.conversations.models import Reason, Role, StoredMessage, UnknownSessionError, Verdict
from bot.conversations.tables import messages, sessions

MESSAGES = sa.select(
    messages.c.id,
    messages.c.role,
    messages.c.payload,
    messages.c.created_at,
    messages.c.verdict,
    messages.c.reason,
)


def message(row: Any) -> StoredMessage:
    """Return a row of ``MESSAGES`` as a message."""
    return StoredMessage(
        row.id,
        Role(row.role),
        json.loads(row.payload),
        row.created_at.replace(tzinfo=timezone.utc),
        None if row.verdict is None else Verdict(row.verdict),
        None if row.reason is None else Reason(row.reason),
    )


def session_id_of(tx: Connection, conversation: str) -> int:
    """Return the id of the chat with this hash.

    Raises:
        UnknownSessionError: there is none.
    """
    row = tx.execute(sa.select(sessions.c.id).where(sessions.c.token_hash == conversation)).first()
    if row is None:
        raise UnknownSessionError
    return int(row.id)


def locked(tx: Connection, conversation: str) -> Any:
    """Return the id and the mode of the chat with this hash, locked until the transaction ends.

    Raises:
        UnknownSessionError: there is none.
    """
    row = tx.execute(
        sa.select(sessions.c.id, sessions.c.human_mode)
        .where(sessions.c.token_hash == conversation)
        .with_for_update()
    ).first()
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
