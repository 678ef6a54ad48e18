"""What is written when a mail of ours did not arrive; in the transaction it is given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.database.rows import log_event
from bot.consultations.database.tables import outbox
from bot.consultations.mail_kinds import PERSON_KINDS
from bot.consultations.threads.message_store import add_message
from bot.consultations.threads.thread_models import Author, MessageKind, NewMessage, Via
from bot.texts import text

ACTOR = "mail"
"""Who writes into the trail what mails did."""


def note_bounce(
    connection: Connection, row: Any, status: str, is_final: bool, now: datetime
) -> None:
    """Note in the thread of a row of the outbox that its mail bounced, for good or so far."""
    is_to_person = row.kind in {kind.value for kind in PERSON_KINDS}
    came_back = "mail_came_back" if is_to_person else "office_mail_came_back"
    key = came_back if is_final else "mail_delayed"
    which = text(f"consultations.mail_{row.kind}")
    code = text("consultations.mail_code", code=status) if status else ""
    add_message(
        connection,
        row.request_uuid,
        NewMessage(
            idempotency_key=f"bounce|{row.id}|{status}|{is_final}",
            author=Author.SYSTEM,
            actor=ACTOR,
            kind=MessageKind.BOUNCE,
            via=Via.MAIL,
            created_at=now,
            is_public=False,
            text=text(f"consultations.{key}", which=which, code=code),
        ),
    )
    what = "bounced" if is_final else "delayed"
    log_event(connection, row.request_uuid, at=now, actor=ACTOR, what=f"mail:{row.kind}:{what}")
    if is_final:
        connection.execute(
            sa.update(outbox)
            .where(outbox.c.id == row.id)
            .values(state="dead", lease_until=None, last_error=f"bounced_{status}"[:60])
        )
