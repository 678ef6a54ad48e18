"""The rows of a new request, with its number and the mails that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.database.content import to_content
from bot.consultations.database.rows import enqueue, log_event
from bot.consultations.database.tables import (
    consultation_requests,
    outbox,
    person_data,
    reference_counters,
)
from bot.consultations.keys.references import format_reference
from bot.consultations.mail_kinds import MailKind
from bot.consultations.models import ConsultationDraft, RequestState
from bot.privacy.token_hash import token_hash

MAX_QUESTIONS_A_DAY = 3
"""So often a day an address is asked whether it wants copies: nobody floods a stranger with us."""


@dataclass(frozen=True)
class NewRequest:
    """Everything the store needs to add a request; ``year`` is the one in the reference."""

    uuid: UUID
    idempotency_key: str
    draft: ConsultationDraft
    received_at: datetime
    answer_by: date
    year: int
    actor: str
    pin_hash: str | None = None


def add_rows(connection: Connection, new: NewRequest) -> None:
    """Write a request with its personal data, its trail and its mails."""
    reference = format_reference(new.year, _next_number(connection, new.year))
    uuid, draft = str(new.uuid), new.draft
    connection.execute(
        sa.insert(consultation_requests).values(
            uuid=uuid,
            reference=reference,
            idempotency_key=new.idempotency_key,
            state=RequestState.RECEIVED.value,
            received_at=new.received_at,
            answer_by=new.answer_by,
            channel=draft.channel.value,
            topic_id=draft.topic_id,
            urgent=draft.is_urgent,
            reply_channel=None if draft.reply_channel is None else draft.reply_channel.value,
            conversation_hash=(
                None if draft.conversation is None else token_hash(draft.conversation)
            ),
            pin_hash=new.pin_hash,
        )
    )
    connection.execute(sa.insert(person_data).values(request_uuid=uuid, content=to_content(draft)))
    log_event(connection, uuid, at=new.received_at, actor=new.actor, what="received")
    _add_mails(connection, new)


def _add_mails(connection: Connection, new: NewRequest) -> None:
    # The first Message-ID is that of the whole thread (docs/adr/0013).
    mails = {MailKind.OFFICE_NOTICE: str(new.uuid)}
    if new.draft.wants_copy and not _is_asked_enough(connection, new):
        mails[MailKind.PERSON_CONFIRM] = f"{new.uuid}.confirm"
    for kind, message_id in mails.items():
        enqueue(connection, str(new.uuid), kind.value, at=new.received_at, message_id=message_id)


def _is_asked_enough(connection: Connection, new: NewRequest) -> bool:
    """Tell whether the address was asked so often today that it may be somebody else's."""
    query = (
        sa.select(person_data.c.content)
        .join(outbox, outbox.c.request_uuid == person_data.c.request_uuid)
        .where(
            person_data.c.message_id.is_(None),
            outbox.c.kind == MailKind.PERSON_CONFIRM.value,
            outbox.c.created_at > new.received_at - timedelta(days=1),
        )
    )
    address = (new.draft.email or "").casefold()
    asked = [
        content
        for content in connection.execute(query).scalars()
        if (content["email"] or "").casefold() == address
    ]
    return len(asked) >= MAX_QUESTIONS_A_DAY


def _next_number(connection: Connection, year: int) -> int:
    """Take the next number of the year; the row stays locked until the transaction ends."""
    connection.execute(
        sa.text(
            "INSERT INTO reference_counters (year, last) VALUES (:year, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = reference_counters.last + 1"
        ),
        {"year": year},
    )
    query = sa.select(reference_counters.c.last).where(reference_counters.c.year == year)
    return int(connection.execute(query).scalar_one())
