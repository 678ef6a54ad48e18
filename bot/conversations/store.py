"""Stores chat sessions and their history."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.engine import read_transaction, write_transaction
from bot.conversations.models import Role, StoredMessage, UnknownSessionError
from bot.conversations.tables import messages, readiness_probes, sessions


def token_hash(token: str) -> str:
    """Return what the database knows of a session: enough to recognise it, useless to a thief."""
    # A token from outside may hold characters that UTF-8 cannot encode; it just must not match.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class ConversationStore:
    """Chat sessions in SQL; every method is one transaction.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(self, engine: Engine, new_token: Callable[[], str]) -> None:
        """Use a migrated database; ``new_token`` returns at least 128 random bits."""
        self._engine = engine
        self._new_token = new_token

    def create(self, now: datetime) -> str:
        """Open a session and return its token, which is not stored."""
        token = self._new_token()
        moment = _utc(now)
        with write_transaction(self._engine) as tx:
            tx.execute(
                sessions.insert().values(
                    token_hash=token_hash(token), created_at=moment, last_active_at=moment
                )
            )
        return token

    def exists(self, session: str, active_since: datetime) -> bool:
        """Return whether the session is known and was used since ``active_since``."""
        query = sa.select(sessions.c.id).where(
            sessions.c.token_hash == token_hash(session),
            sessions.c.last_active_at >= _utc(active_since),
        )
        with read_transaction(self._engine) as tx:
            return tx.execute(query).first() is not None

    def append(
        self, session: str, role: Role, payload: Mapping[str, Any], now: datetime
    ) -> StoredMessage:
        """Add one message to the history.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        moment = _utc(now)
        with write_transaction(self._engine) as tx:
            session_id = _session_id(tx, session)
            inserted = tx.execute(
                messages.insert().values(
                    session_id=session_id,
                    role=role.value,
                    payload=json.dumps(payload, ensure_ascii=False),
                    created_at=moment,
                )
            )
            tx.execute(
                sessions.update().where(sessions.c.id == session_id).values(last_active_at=moment)
            )
            return StoredMessage(inserted.inserted_primary_key[0], role, payload)

    def history(self, session: str, after: int = 0) -> list[StoredMessage]:
        """Return the messages with a number above ``after``, oldest first.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        with read_transaction(self._engine) as tx:
            session_id = _session_id(tx, session)
            rows = tx.execute(
                sa.select(messages.c.id, messages.c.role, messages.c.payload)
                .where(messages.c.session_id == session_id, messages.c.id > after)
                .order_by(messages.c.id)
            ).all()
        return [StoredMessage(row.id, Role(row.role), json.loads(row.payload)) for row in rows]

    def erase(self, session: str) -> bool:
        """Delete a session with its history and return whether there was one."""
        with write_transaction(self._engine) as tx:
            return _delete(tx, sessions.c.token_hash == token_hash(session)) > 0

    def purge(self, older_than: datetime) -> int:
        """Delete the sessions that were last used before ``older_than`` and count them."""
        with write_transaction(self._engine) as tx:
            return _delete(tx, sessions.c.last_active_at < _utc(older_than))

    def count_before(self, older_than: datetime) -> int:
        """Count the sessions that ``purge`` would delete."""
        query = sa.select(sa.func.count()).where(sessions.c.last_active_at < _utc(older_than))
        with read_transaction(self._engine) as tx:
            return int(tx.execute(query).scalar_one())

    def probe(self, now: datetime) -> None:
        """Write and delete one row, so that a full or read-only disk is noticed."""
        with write_transaction(self._engine) as tx:
            tx.execute(readiness_probes.insert().values(created_at=_utc(now)))
        with write_transaction(self._engine) as tx:
            tx.execute(readiness_probes.delete())


def _session_id(tx: Connection, session: str) -> int:
    row = tx.execute(
        sa.select(sessions.c.id).where(sessions.c.token_hash == token_hash(session))
    ).first()
    if row is None:
        raise UnknownSessionError
    return int(row.id)


def _delete(tx: Connection, condition: Any) -> int:
    # Not left to ON DELETE CASCADE alone: SQLite honours it only while a PRAGMA is set.
    doomed = sa.select(sessions.c.id).where(condition)
    tx.execute(messages.delete().where(messages.c.session_id.in_(doomed)))
    return int(tx.execute(sessions.delete().where(condition)).rowcount)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc).replace(tzinfo=None)
