"""Everything that is stored about a request, with German names, for the person it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.clock import OFFICE_ZONE
from bot.consultations.database.rows import load_request
from bot.consultations.database.tables import outbox, request_events
from bot.consultations.event_words import event_words
from bot.consultations.facts import facts_of
from bot.consultations.keys.references import read_reference
from bot.consultations.models import ConsultationRequest, TranscriptLine
from bot.consultations.threads.message_store import thread_of
from bot.consultations.threads.thread_models import MessageKind, ThreadMessage
from bot.texts import text


def export_request(connection: Connection, uuid: str, *, with_internal: bool) -> dict[str, Any]:
    """Return a structure that JSON can hold; times are ISO 8601 by German clocks, with offset.

    Notes of the office and mails from an address that nobody checked are data about the person too
    (Art. 15 GDPR), but may tell of others: somebody of the office has to read them before they are
    given out. Without them, ``with_internal`` being false, the remark says how many there are.
    """
    request = load_request(connection, UUID(uuid))
    thread = thread_of(connection, uuid, public_only=False)
    shown = [message for message in thread if with_internal or message.is_public]
    events = sa.select(request_events).where(request_events.c.request_uuid == uuid)
    mails = sa.select(outbox).where(outbox.c.request_uuid == uuid)
    return {
        _name("remark"): _remark(len(thread) - len(shown)),
        _name("facts"): _facts(request),
        _name("description"): request.description,
        _name("transcript"): [_line(line) for line in request.transcript],
        _name("messages"): [_message(message) for message in shown],
        _name("events"): [
            {
                _name("at"): local_time(row.at),
                _name("what"): event_words(row.what, _nobody),
                _name("by"): _role(row.actor),
            }
            for row in connection.execute(events.order_by(request_events.c.id)).all()
        ],
        _name("mails"): [
            {
                _name("kind"): _name(f"mail_{row.kind}"),
                _name("state"): _name(f"mail_{row.state}"),
                _name("at"): local_time(row.created_at),
            }
            for row in connection.execute(mails.order_by(outbox.c.id)).all()
        ],
    }


def _remark(held_back: int) -> str:
    remark = _name("remark_text")
    if not held_back:
        return remark
    return f"{remark} {text('consultations.export_held_back', number=held_back)}"


def local_time(moment: datetime) -> str:
    """Return an aware moment as ISO 8601 by German clocks, in whole seconds."""
    return moment.astimezone(OFFICE_ZONE).isoformat(timespec="seconds")


def _facts(request: ConsultationRequest) -> dict[str, Any]:
    facts: dict[str, Any] = {fact.label: fact.value for fact in facts_of(request)}
    facts[_name("state")] = text(f"consultations.state_{request.state.value}")
    facts[_name("consent")] = text("consultations.yes" if request.consent else "consultations.no")
    facts[_name("copy")] = text("consultations.yes" if request.wants_copy else "consultations.no")
    return facts


def _line(line: TranscriptLine) -> dict[str, str]:
    speaker = text(f"consultations.speaker_{line.speaker.value}")
    said = text("consultations.struck") if line.is_struck else line.text
    return {_name("by"): speaker, _name("text"): said}


def _message(message: ThreadMessage) -> dict[str, Any]:
    return {
        _name("at"): local_time(message.created_at),
        _name("kind"): _name(_kind(message)),
        _name("by"): text(f"consultations.author_{message.author.value}"),
        _name("text"): message.full_text or message.text,
        _name("attachments"): [attachment.name for attachment in message.attachments],
    }


def _kind(message: ThreadMessage) -> str:
    if message.kind is not MessageKind.TEXT:
        return f"message_{message.kind.value}"
    return "message_shared" if message.is_public else "message_unchecked"


def _nobody(value: str) -> str:
    """Keep a reference; the names of the staff are theirs, not the person's."""
    return value if read_reference(value) else _name("somebody")


def _role(actor: str) -> str:
    known = {"person", "web_chat", "web_form", "telegram"}
    return text("consultations.author_person" if actor in known else "consultations.author_office")


def _name(key: str) -> str:
    return text(f"consultations.export_{key}")
