"""The conversation about a request, as the staff sees and continues it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import enqueue, found, load_request, locked, log_event
from bot.consultations.database.tables import consultation_messages
from bot.consultations.errors import NoAddressError
from bot.consultations.mail_kinds import MailKind
from bot.consultations.models import ReplyChannel
from bot.consultations.threads.message_store import UnknownMessageError, load_message, thread_of
from bot.consultations.threads.thread_models import (
    Attachment,
    Author,
    MessageKind,
    NewMessage,
    ThreadMessage,
    Via,
    file_in,
)
from bot.consultations.threads.thread_rules import (
    MAX_OFFICE_MESSAGE,
    add_from_office,
    clean_message,
)

_VIA = {
    ReplyChannel.EMAIL: Via.MAIL,
    ReplyChannel.CHAT: Via.CHAT,
    ReplyChannel.TELEGRAM: Via.TELEGRAM,
    # What is said on the phone or at a visit is noted down; the person can read it on the page.
    ReplyChannel.PHONE: Via.DESK,
    ReplyChannel.VISIT: Via.DESK,
}


class Threads:
    """Messages of requests in SQL; every method is one transaction.

    Every method raises ``UnknownReferenceError`` and ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        """Use the engine of the consultation store and aware times."""
        self._engine = engine
        self._clock = clock

    def messages(self, reference: str, *, public_only: bool = False) -> list[ThreadMessage]:
        """Return the messages of a request, oldest first."""
        with read_transaction(self._engine) as connection:
            uuid = found(connection, reference).uuid
            return thread_of(connection, uuid, public_only=public_only)

    def attachment(self, reference: str, file: str) -> Attachment | None:
        """Return what is known of a file in the thread, None for any other name.

        ``AttachmentFolder`` reads it.
        """
        return file_in(self.messages(reference), file)

    def answer(
        self, reference: str, text: str, actor: str, key: str, channel: ReplyChannel
    ) -> ThreadMessage:
        """Answer the person; the same key answers once. An answer by mail goes out by itself.

        Raises:
            MessageRejectedError: the text is empty, too long or no text.
            NoAddressError: there is no e-mail address, or no conversation to answer in.
            RequestErasedError: the request is erased.
        """
        new = self._new(reference, text, actor, key, _VIA[channel], is_public=True)
        with write_transaction(self._engine) as connection:
            row = locked(connection, reference)
            request = load_request(connection, row.uuid)
            needed = {
                ReplyChannel.EMAIL: request.email,
                ReplyChannel.CHAT: request.conversation,
                ReplyChannel.TELEGRAM: request.conversation,
            }
            if not request.is_erased and channel in needed and needed[channel] is None:
                raise NoAddressError(reference)
            number = add_from_office(connection, row, new)
            if number is None:
                return _with_key(connection, new.idempotency_key)
            if channel is ReplyChannel.EMAIL:
                enqueue(
                    connection,
                    row.uuid,
                    MailKind.PERSON_ANSWER.value,
                    at=new.created_at,
                    message_id=f"{row.uuid}.m{number}",
                    thread_message_id=number,
                )
            return load_message(connection, number)

    def add_note(self, reference: str, text: str, actor: str, key: str) -> ThreadMessage:
        """Note something that only the staff may read.

        Raises:
            MessageRejectedError: the text is empty, too long or no text.
            RequestErasedError: the request is erased.
        """
        new = self._new(reference, text, actor, key, Via.DESK, is_public=False)
        with write_transaction(self._engine) as connection:
            number = add_from_office(connection, locked(connection, reference), new)
            if number is None:
                return _with_key(connection, new.idempotency_key)
            return load_message(connection, number)

    def release(self, reference: str, number: int, actor: str) -> ThreadMessage:
        """Let the person read a message that was kept back until somebody looked at it.

        Raises:
            UnknownMessageError: the thread has no such message.
        """
        with write_transaction(self._engine) as connection:
            row = locked(connection, reference)
            changed = connection.execute(
                sa.update(consultation_messages)
                .where(
                    consultation_messages.c.id == number,
                    consultation_messages.c.request_uuid == row.uuid,
                )
                .values(public=True)
            ).rowcount
            if not changed:
                raise UnknownMessageError(number)
            log_event(connection, row.uuid, at=self._clock(), actor=actor, what="message:released")
            return load_message(connection, number)

    def _new(
        self, reference: str, text: str, actor: str, key: str, via: Via, *, is_public: bool
    ) -> NewMessage:
        return NewMessage(
            idempotency_key=f"{reference}|{key}"[:200],
            author=Author.OFFICE,
            actor=actor,
            kind=MessageKind.TEXT if is_public else MessageKind.NOTE,
            via=via,
            created_at=self._clock(),
            is_public=is_public,
            text=clean_message(text, MAX_OFFICE_MESSAGE),
        )


def _with_key(connection: sa.engine.Connection, key: str) -> ThreadMessage:
    query = sa.select(consultation_messages.c.id).where(
        consultation_messages.c.idempotency_key == key
    )
    return load_message(connection, connection.execute(query).scalar_one())
