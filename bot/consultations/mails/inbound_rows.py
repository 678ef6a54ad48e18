"""The rows about mails that came in; every function works in the transaction it is given."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.database.tables import inbound_mails
from bot.consultations.mails.inbound_mails import MailPlace, Outcome


def is_known(connection: Connection, digest: str) -> bool:
    """Say whether the same mail was stored before."""
    query = sa.select(inbound_mails.c.id).where(inbound_mails.c.digest == digest)
    return connection.execute(query).first() is not None


def note_outcome(
    connection: Connection,
    place: MailPlace,
    outcome: Outcome,
    now: datetime,
    digest: str | None = None,
) -> Outcome:
    """Note what became of a mail, at its place; ``digest`` only if its content was stored."""
    is_this = (
        (inbound_mails.c.folder == place.folder)
        & (inbound_mails.c.uid_validity == place.uid_validity)
        & (inbound_mails.c.uid == place.uid)
    )
    values = {"outcome": outcome.value, "seen_at": now, "digest": digest}
    changed = connection.execute(
        sa.update(inbound_mails)
        .where(is_this)
        .values(attempts=inbound_mails.c.attempts + 1, **values)
    ).rowcount
    if not changed:
        connection.execute(
            sa.insert(inbound_mails).values(
                folder=place.folder,
                uid_validity=place.uid_validity,
                uid=place.uid,
                attempts=1,
                **values,
            )
        )
    return outcome
