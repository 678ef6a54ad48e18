"""Stores chat sessions and their history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.conversations.appending import Appending
from bot.conversations.cards import delete_unused
from bot.conversations.models import (
    ChatState,
    HumanMode,
    Reason,
    Recalled,
    Role,
    StoredMessage,
    UnknownMessageError,
    Verdict,
)
from bot.conversations.rows import (
    CHAT,
    MESSAGES,
    delete,
    locked,
    message,
    recalled,
    utc,
)
from bot.conversations.tables import messages, readiness_probes, sessions
from bot.privacy.token_hash import token_hash


class ConversationStore:
    """Chat sessions in SQL; every method is one transaction.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(self, engine: Engine, new_token: Callable[[], str]) -> None:
        """Use a migrated database; ``new_token`` returns at least 128 random bits."""
        self._engine = engine
        self._new_token = new_token
        self._appending = Appending(engine)

    def create(self, now: datetime) -> str:
        """Open a session and return its token, which is not stored."""
        token = self._new_token()
        moment = utc(now)
        with write_transaction(self._engine) as tx:
            tx.execute(
                sessions.insert().values(
                    token_hash=token_hash(token), created_at=moment, last_active_at=moment
                )
            )
        return token

    def exists(self, session: str, active_since: datetime) -> bool:
        """Return whether the session is known and was used since ``active_since``."""
        with read_transaction(self._engine) as tx:
            found = tx.execute(CHAT, {"conversation": token_hash(session)}).first()
        return found is not None and found.last_active_at >= utc(active_since)

    def append(
        self, session: str, role: Role, payload: Mapping[str, Any], now: datetime
    ) -> StoredMessage:
        """Add one message to the history.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        [added] = self.append_all(session, role, [payload], now)
        return added

    def append_all(
        self, session: str, role: Role, payloads: Sequence[Mapping[str, Any]], now: datetime
    ) -> list[StoredMessage]:
        """Add messages to the history in this order, all of them or none.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        return self._appending.add(token_hash(session), role, payloads, now)

    def add_office_message(
        self, conversation: str, text: str, author_label: str, now: datetime
    ) -> StoredMessage:
        """Add what a person of the office writes to the chat; browsers show it within a second.

        ``conversation`` is the :func:`token_hash` of the session, the name under which a request
        knows where it came from. ``author_label`` says who writes, as the person shall read it.

        Raises:
            UnknownSessionError: the chat does not exist (any more).
        """
        payload = {"text": text, "author": author_label}
        [added] = self._appending.add(conversation, Role.OFFICE, [payload], now)
        return added

    def set_human(self, conversation: str, is_active: bool, now: datetime) -> None:
        """Let a person answer instead of the assistant, or the assistant again.

        Raises:
            UnknownSessionError: the chat does not exist (any more).
        """
        with write_transaction(self._engine) as tx:
            row = locked(tx, conversation)
            values: dict[str, Any] = {"last_active_at": utc(now)}
            # Who was told already is not told a second time.
            if HumanMode(row.human_mode).is_active is not is_active:
                values["human_mode"] = (HumanMode.ON if is_active else HumanMode.OFF).value
            tx.execute(sessions.update().where(sessions.c.id == row.id).values(**values))

    def human_mode(self, conversation: str) -> HumanMode:
        """Return who answers in a chat; one that does not exist has the assistant."""
        with read_transaction(self._engine) as tx:
            found = tx.execute(CHAT, {"conversation": conversation}).first()
        return HumanMode.OFF if found is None else HumanMode(found.human_mode)

    def tell_human_once(self, conversation: str) -> bool:
        """Note that the person is told that a human answers; False if that was noted before."""
        with write_transaction(self._engine) as tx:
            changed = tx.execute(
                sessions.update()
                .where(
                    sessions.c.token_hash == conversation,
                    sessions.c.human_mode == HumanMode.ON.value,
                )
                .values(human_mode=HumanMode.TOLD.value)
            )
            return bool(changed.rowcount)

    def knows(self, conversation: str) -> bool:
        """Return whether a chat still exists, so that somebody could answer in it."""
        with read_transaction(self._engine) as tx:
            return tx.execute(CHAT, {"conversation": conversation}).first() is not None

    def states(self, conversations: Collection[str]) -> dict[str, ChatState]:
        """Return what is newest in each of the chats that exist."""
        query = (
            sa.select(
                sessions.c.token_hash,
                sessions.c.human_mode,
                sa.func.max(messages.c.id).label("newest"),
            )
            .outerjoin(messages, messages.c.session_id == sessions.c.id)
            .where(sessions.c.token_hash.in_(list(conversations)))
            .group_by(sessions.c.token_hash, sessions.c.human_mode)
        )
        with read_transaction(self._engine) as tx:
            return {
                row.token_hash: ChatState(int(row.newest or 0), HumanMode(row.human_mode))
                for row in tx.execute(query)
            }

    def rate(
        self, session: str, number: int, verdict: Verdict, reason: Reason | None = None
    ) -> tuple[StoredMessage, StoredMessage]:
        """Keep what the person thinks of an answer; return the message before and after.

        The first verdict and the first reason stay: a second click is not a second person.

        Raises:
            UnknownSessionError: the session does not exist (any more).
            UnknownMessageError: it has no such answer.
        """
        with write_transaction(self._engine) as tx:
            row = locked(tx, token_hash(session))
            found = tx.execute(
                MESSAGES.where(
                    messages.c.session_id == row.id,
                    messages.c.id == number,
                    messages.c.role == Role.BOT.value,
                )
            ).one_or_none()
            if found is None:
                raise UnknownMessageError(number)
            before = message(found)
            kept = before.verdict or verdict
            why = before.reason or (reason if kept is Verdict.NOT_HELPFUL else None)
            tx.execute(
                messages.update()
                .where(messages.c.id == number)
                .values(verdict=kept.value, reason=None if why is None else why.value)
            )
            return before, replace(before, verdict=kept, reason=why)

    def recall(self, session: str, after: int = 0) -> Recalled:
        """Return a chat with the messages that have a number above ``after``, oldest first.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        with read_transaction(self._engine) as tx:
            return recalled(tx, token_hash(session), after)

    def erase(self, session: str) -> bool:
        """Delete a session with its history and return whether there was one."""
        with write_transaction(self._engine) as tx:
            return delete(tx, sessions.c.token_hash == token_hash(session)) > 0

    def purge(self, older_than: datetime) -> int:
        """Delete the sessions that were last used before ``older_than`` and count them."""
        with write_transaction(self._engine) as tx:
            deleted = delete(tx, sessions.c.last_active_at < utc(older_than))
            delete_unused(tx, utc(older_than).date())
        return deleted

    def count_before(self, older_than: datetime) -> int:
        """Count the sessions that ``purge`` would delete."""
        query = sa.select(sa.func.count()).where(sessions.c.last_active_at < utc(older_than))
        with read_transaction(self._engine) as tx:
            return int(tx.execute(query).scalar_one())

    def probe(self, now: datetime) -> None:
        """Write and delete one row, so that a full or read-only disk is noticed."""
        with write_transaction(self._engine) as tx:
            tx.execute(readiness_probes.insert().values(created_at=utc(now)))
        with write_transaction(self._engine) as tx:
            tx.execute(readiness_probes.delete())
