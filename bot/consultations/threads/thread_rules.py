"""What a message of the person or the office does to a request; inside one transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.checks import FieldProblem, check_text
from bot.consultations.database.rows import enqueue, log_event, set_state
from bot.consultations.database.tables import consultation_requests
from bot.consultations.errors import MessageRejectedError, RequestErasedError
from bot.consultations.mail_kinds import MailKind
from bot.consultations.models import RequestState
from bot.consultations.threads.message_store import add_message
from bot.consultations.threads.thread_models import Author, MessageKind, NewMessage, Via

MAX_PERSON_MESSAGE = 4000
MAX_OFFICE_MESSAGE = 20_000
PERSON = "person"
"""Who writes into the trail what a person does."""
_LONGEST_KEY = 200

_OPEN = (RequestState.RECEIVED.value, RequestState.IN_PROGRESS.value)


def clean_message(raw: object, limit: int) -> str:
    """Return the text of a message as it is stored.

    Raises:
        MessageRejectedError: it is empty, too long or no text.
    """
    value = check_text("message", raw, limit)
    if isinstance(value, FieldProblem):
        raise MessageRejectedError(value.code)
    if value == "":
        raise MessageRejectedError("empty")
    return value


def from_person(text: str, key: str, via: Via, now: datetime) -> NewMessage:
    """Return what a person writes; the same ``key`` is stored once.

    Raises:
        MessageRejectedError: the text is empty, too long or no text.
    """
    return NewMessage(
        idempotency_key=key[:_LONGEST_KEY],
        author=Author.PERSON,
        actor=PERSON,
        kind=MessageKind.TEXT,
        via=via,
        created_at=now,
        is_public=True,
        text=clean_message(text, MAX_PERSON_MESSAGE),
    )


def require_alive(row: Any) -> None:
    """Refuse to add anything to an erased request.

    Raises:
        RequestErasedError: it is erased.
    """
    if row.erased_at is not None:
        raise RequestErasedError(row.reference)


def add_from_person(
    connection: Connection, row: Any, new: NewMessage, answer_by: date, *, reopens: bool
) -> bool:
    """Add what a person wrote and tell the office; False means that it is known already.

    ``row`` is locked. A settled request is opened again if ``reopens``, and an answer is promised
    by ``answer_by``.

    Raises:
        RequestErasedError: the request is erased.
    """
    require_alive(row)
    number = add_message(connection, row.uuid, new)
    if number is None:
        return False
    at, actor = new.created_at, new.actor
    log_event(connection, row.uuid, at=at, actor=actor, what="message:person")
    if reopens and row.state not in _OPEN:
        set_state(connection, row.uuid, RequestState.IN_PROGRESS, at=at, actor=actor)
        connection.execute(
            sa.update(consultation_requests)
            .where(consultation_requests.c.uuid == row.uuid)
            .values(answer_by=answer_by)
        )
    enqueue(
        connection,
        row.uuid,
        MailKind.OFFICE_MESSAGE.value,
        at=at,
        message_id=f"{row.uuid}.m{number}",
        thread_message_id=number,
    )
    return True


def add_from_office(connection: Connection, row: Any, new: NewMessage) -> int | None:
    """Add what the office wrote and return its number, or None if it is known already.

    A message that the person may read answers the request.

    Raises:
        RequestErasedError: the request is erased.
    """
    require_alive(row)
    number = add_message(connection, row.uuid, new)
    if number is not None:
        what = "message:office" if new.is_public else "message:internal"
        log_event(connection, row.uuid, at=new.created_at, actor=new.actor, what=what)
        if new.is_public and row.state in _OPEN:
            set_state(
                connection, row.uuid, RequestState.ANSWERED, at=new.created_at, actor=new.actor
            )
    return number
