"""Where the messages of a thread are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.database.tables import attachments, consultation_messages, person_data
from bot.consultations.threads.thread_models import (
    Attachment,
    Author,
    MessageKind,
    NewMessage,
    ThreadMessage,
    Via,
)
from bot.privacy.token_hash import token_hash


class UnknownMessageError(LookupError):
    """The thread has no such message (any more)."""


def add_message(connection: Connection, uuid: str, new: NewMessage) -> int | None:
    """Store a message and return its number, or None if its key is known already."""
    known = sa.select(consultation_messages.c.id).where(
        consultation_messages.c.idempotency_key == new.idempotency_key
    )
    if connection.execute(known).first() is not None:
        return None
    number: int = connection.execute(
        sa.insert(consultation_messages).values(
            request_uuid=uuid,
            idempotency_key=new.idempotency_key,
            author=new.author.value,
            actor=new.actor,
            kind=new.kind.value,
            via=new.via.value,
            created_at=new.created_at,
            public=new.is_public,
            mail_id_hash=None if new.mail_id is None else mail_id_hash(new.mail_id),
        )
    ).inserted_primary_key[0]
    connection.execute(
        sa.insert(person_data).values(
            request_uuid=uuid, message_id=number, content=_to_content(new)
        )
    )
    for attachment in new.attachments:
        if attachment.file is not None:
            connection.execute(
                sa.insert(attachments).values(
                    file=attachment.file, message_id=number, request_uuid=uuid
                )
            )
    return number


def thread_of(connection: Connection, uuid: str, *, public_only: bool) -> list[ThreadMessage]:
    """Return the messages of a request, oldest first."""
    query = _query().where(consultation_messages.c.request_uuid == uuid)
    if public_only:
        query = query.where(consultation_messages.c.public.is_(True))
    query = query.order_by(consultation_messages.c.id)
    return [_message(row) for row in connection.execute(query).all()]


def load_message(connection: Connection, number: int) -> ThreadMessage:
    """Return one message.

    Raises:
        UnknownMessageError: there is none with this number.
    """
    row = connection.execute(_query().where(consultation_messages.c.id == number)).one_or_none()
    if row is None:
        raise UnknownMessageError(number)
    return _message(row)


def mail_id_hash(mail_id: str) -> str:
    """Return by what a mail is found again; its own id may name the sender's machine."""
    return token_hash(mail_id)


def _query() -> Any:
    return sa.select(consultation_messages, person_data.c.content).join(
        person_data, person_data.c.message_id == consultation_messages.c.id
    )


def _to_content(new: NewMessage) -> dict[str, Any]:
    return {
        "text": new.text,
        "full_text": new.full_text,
        "mail_id": new.mail_id,
        "attachments": [vars(attachment) for attachment in new.attachments],
    }


def _message(row: Any) -> ThreadMessage:
    content: Mapping[str, Any] = row.content
    return ThreadMessage(
        number=row.id,
        idempotency_key=row.idempotency_key,
        author=Author(row.author),
        actor=row.actor,
        kind=MessageKind(row.kind),
        via=Via(row.via),
        created_at=row.created_at,
        is_public=row.public,
        text=content["text"],
        full_text=content["full_text"],
        mail_id=content["mail_id"],
        attachments=tuple(Attachment(**attachment) for attachment in content["attachments"]),
    )
