"""Whether an address really belongs to the person: a link that works once and for a limited time.

Every mail with such a link brings a token of its own, so a mail that had to be sent again is as
good as the first. The database knows only hashes.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import enqueue, lock_uuid, log_event
from bot.consultations.database.tables import address_confirmations, outbox
from bot.consultations.mail_kinds import MailKind
from bot.privacy.token_hash import token_hash


class Confirmation(Enum):
    """What became of a link."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    USED_BEFORE = "used_before"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class SqlConfirmationStore:
    """Confirms addresses; then a copy of the request is on its way."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine of the consultation store."""
        self._engine = engine

    def look_up(self, token: str, now: datetime) -> Confirmation:
        """Return what the link is worth, without using it: mail scanners open every link."""
        with read_transaction(self._engine) as connection:
            return _state(connection, token, now)

    def confirm(self, token: str, now: datetime) -> Confirmation:
        """Use the link; the copy goes out once, however many links there are."""
        with write_transaction(self._engine) as connection:
            state = _state(connection, token, now)
            if state is not Confirmation.OPEN:
                return state
            is_this = address_confirmations.c.token_hash == token_hash(token)
            uuid = connection.execute(
                sa.select(address_confirmations.c.request_uuid).where(is_this)
            ).scalar_one()
            # Clicks at the same moment, also on two links of one request, come one by one.
            lock_uuid(connection, uuid)
            changed = connection.execute(
                sa.update(address_confirmations)
                .where(is_this, address_confirmations.c.used_at.is_(None))
                .values(used_at=now)
            ).rowcount
            if changed and not _has_copy(connection, uuid):
                log_event(connection, uuid, at=now, actor="person", what="address_confirmed")
                kind = MailKind.PERSON_COPY.value
                enqueue(connection, uuid, kind, at=now, message_id=f"{uuid}.copy")
        return Confirmation.CONFIRMED if changed else Confirmation.USED_BEFORE


def add_token(connection: Connection, uuid: str, token: str, expires_at: datetime) -> None:
    """Let a link with this token confirm the address of the request's person."""
    connection.execute(
        sa.insert(address_confirmations).values(
            token_hash=token_hash(token), request_uuid=uuid, expires_at=expires_at
        )
    )


def _state(connection: Connection, token: str, now: datetime) -> Confirmation:
    query = sa.select(address_confirmations).where(
        address_confirmations.c.token_hash == token_hash(token)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return Confirmation.UNKNOWN
    if row.used_at is not None:
        return Confirmation.USED_BEFORE
    return Confirmation.OPEN if now < row.expires_at else Confirmation.EXPIRED


def _has_copy(connection: Connection, uuid: str) -> bool:
    query = sa.select(outbox.c.id).where(outbox.c.message_id == f"{uuid}.copy")
    return connection.execute(query).first() is not None
