"""Answers and notes that somebody has begun; they survive a closed browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import locked
from bot.consultations.database.tables import consultation_requests, person_data
from bot.consultations.errors import RequestErasedError
from bot.consultations.threads.thread_rules import MAX_OFFICE_MESSAGE
from bot.desk.staff.accounts import Account
from bot.desk.tables import accounts, drafts
from bot.field_values import storable


class DraftKind(Enum):
    """What is being written."""

    ANSWER = "answer"
    NOTE = "note"


@dataclass(frozen=True)
class Draft:
    """What somebody has begun to write."""

    username: str
    author: str
    text: str = field(repr=False)
    updated_at: datetime


class Drafts:
    """Drafts in SQL, one of a kind for each request and account.

    Every method raises ``UnknownReferenceError`` and ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def save(
        self, reference: str, kind: DraftKind, account: Account, text: str, now: datetime
    ) -> None:
        """Keep the text, cut to what a message may hold; an empty one deletes the draft.

        Raises:
            RequestErasedError: nothing may be kept about the request any more.
        """
        kept = storable(text)
        with write_transaction(self._engine) as connection:
            row = locked(connection, reference)
            if row.erased_at is not None:
                raise RequestErasedError(reference)
            _delete(connection, row.uuid, kind, account)
            if kept.strip():
                connection.execute(
                    sa.insert(drafts).values(
                        request_uuid=row.uuid,
                        account_id=account.id,
                        kind=kind.value,
                        brief_id=_brief_id(connection, row.uuid),
                        text=kept[:MAX_OFFICE_MESSAGE],
                        updated_at=now,
                    )
                )

    def discard(self, reference: str, kind: DraftKind, account: Account) -> None:
        """Delete the draft, because it was sent or is not wanted."""
        with write_transaction(self._engine) as connection:
            _delete(connection, locked(connection, reference).uuid, kind, account)

    def of(self, reference: str, kind: DraftKind) -> list[Draft]:
        """Return the drafts of everybody, newest first."""
        query = (
            sa.select(drafts, accounts.c.username, accounts.c.display_name)
            .join(accounts, accounts.c.id == drafts.c.account_id)
            .join(consultation_requests, consultation_requests.c.uuid == drafts.c.request_uuid)
            .where(consultation_requests.c.reference == reference, drafts.c.kind == kind.value)
            .order_by(drafts.c.updated_at.desc())
        )
        with read_transaction(self._engine) as connection:
            return [
                Draft(row.username, row.display_name or row.username, row.text, row.updated_at)
                for row in connection.execute(query)
            ]


def _delete(connection: Connection, uuid: str, kind: DraftKind, account: Account) -> None:
    connection.execute(
        sa.delete(drafts).where(
            drafts.c.request_uuid == uuid,
            drafts.c.account_id == account.id,
            drafts.c.kind == kind.value,
        )
    )


def _brief_id(connection: Connection, uuid: str) -> int:
    query = sa.select(person_data.c.id).where(
        person_data.c.request_uuid == uuid, person_data.c.message_id.is_(None)
    )
    return int(connection.execute(query).scalar_one())
