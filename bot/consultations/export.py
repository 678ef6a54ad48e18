"""Everything that is stored about a request, with German names, for the person it is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.facts import facts_of
from bot.consultations.message_store import thread_of
from bot.consultations.models import ConsultationRequest, TranscriptLine
from bot.consultations.rows import load_request
from bot.consultations.tables import outbox, request_events
from bot.consultations.thread_models import ThreadMessage
from bot.texts import text


def export_request(connection: Connection, uuid: str) -> dict[str, Any]:
    """Return a structure that JSON can hold; times are ISO 8601 in UTC."""
    request = load_request(connection, UUID(uuid))
    events = sa.select(request_events).where(request_events.c.request_uuid == uuid)
    mails = sa.select(outbox).where(outbox.c.request_uuid == uuid)
    return {
        _name("facts"): _facts(request),
        _name("description"): request.description,
        _name("transcript"): [_line(line) for line in request.transcript],
        _name("messages"): [
            _message(message) for message in thread_of(connection, uuid, public_only=False)
        ],
        _name("events"): [
            {
                _name("at"): row.at.isoformat(),
                _name("what"): row.what,
                # The names of the staff are theirs, not the person's.
                _name("by"): _role(row.actor),
            }
            for row in connection.execute(events.order_by(request_events.c.id)).all()
        ],
        _name("mails"): [
            {
                _name("kind"): row.kind,
                _name("state"): row.state,
                _name("at"): row.created_at.isoformat(),
            }
            for row in connection.execute(mails.order_by(outbox.c.id)).all()
        ],
    }


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
        _name("at"): message.created_at.isoformat(),
        _name("by"): text(f"consultations.author_{message.author.value}"),
        _name("text"): message.full_text or message.text,
        _name("attachments"): [attachment.name for attachment in message.attachments],
    }


def _role(actor: str) -> str:
    known = {"person", "web_chat", "web_form", "telegram"}
    return text("consultations.author_person" if actor in known else "consultations.author_office")


def _name(key: str) -> str:
    return text(f"consultations.export_{key}")
