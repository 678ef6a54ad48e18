"""Erases what a person said, everywhere, and keeps a receipt that names nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import forget_deleted, read_transaction, write_transaction
from bot.consultations.database.rows import enqueue, found, locked, log_event, set_state
from bot.consultations.database.tables import (
    address_confirmations,
    attachments,
    consultation_messages,
    consultation_requests,
    erasure_receipts,
    outbox,
    person_data,
)
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mail_kinds import MailKind
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.models import SETTLED_STATES, RequestState

# The receipt counts in this order.
_COUNTED = {
    "data": person_data,
    "messages": consultation_messages,
    "attachments": attachments,
    "links": address_confirmations,
}


class ErasureReason(Enum):
    """Why something was erased."""

    PERSON = "person"
    OFFICE = "office"
    RETENTION = "retention"


@dataclass(frozen=True)
class ErasureReceipt:
    """What was erased and when.

    ``items`` counts rows by kind: ``data`` (the request and its messages), ``messages``,
    ``attachments``, ``links`` (to confirm an address) and ``mails`` (that were not sent yet).
    ``seal`` is a checksum that only this installation can make.
    """

    reference: str
    erased_at: datetime
    reason: ErasureReason
    actor: str
    items: Mapping[str, int]
    seal: str


class Erasures:
    """Erases requests in SQL and in the folder of attachments.

    Every method raises ``UnknownReferenceError`` and ``StoreUnavailableError``.
    """

    def __init__(
        self,
        engine: Engine,
        key: RequestKey,
        folder: AttachmentFolder,
        clock: Callable[[], datetime],
        elsewhere: Callable[[str], None],
    ) -> None:
        """Use the engine of the consultation store and aware times.

        ``elsewhere`` erases what other packages keep under a reference, such as mails in files.
        """
        self._engine = engine
        self._key = key
        self._folder = folder
        self._clock = clock
        self._elsewhere = elsewhere

    def preview(self, reference: str) -> dict[str, int]:
        """Count what erasing the request would delete, as in a receipt."""
        with read_transaction(self._engine) as connection:
            return _counts(connection, found(connection, reference).uuid)

    def erase(self, reference: str, reason: ErasureReason, actor: str) -> ErasureReceipt:
        """Erase the request; a second time ends what the first left over, and returns its receipt.

        Raises:
            OSError: a file could not be deleted; another try goes on from there.
        """
        with write_transaction(self._engine) as connection:
            row = locked(connection, reference)
            if row.erased_at is None:
                receipt = self._receipt(reference, reason, actor, _counts(connection, row.uuid))
                files = _files(connection, row.uuid)
                _delete_all(connection, row, receipt, actor)
                _store_receipt(connection, receipt)
                # Before the commit: afterwards no row would name a file that could not be deleted.
                self._folder.delete(files)
            else:
                receipt = _load_receipt(connection, reference)
        self._elsewhere(reference)
        forget_deleted(self._engine, [table.name for table in _COUNTED.values()])
        return receipt

    def receipt(self, reference: str) -> ErasureReceipt | None:
        """Return the receipt of an erased request, None for any other."""
        with read_transaction(self._engine) as connection:
            row = found(connection, reference)
            return None if row.erased_at is None else _load_receipt(connection, reference)

    def is_genuine(self, receipt: ErasureReceipt) -> bool:
        """Tell whether the receipt was made here and nothing in it was changed."""
        return self._seal(receipt) == receipt.seal

    def _receipt(
        self, reference: str, reason: ErasureReason, actor: str, items: Mapping[str, int]
    ) -> ErasureReceipt:
        # Whole seconds, because that is what people compare.
        now = self._clock().replace(microsecond=0)
        unsealed = ErasureReceipt(reference, now, reason, actor, items, "")
        return ErasureReceipt(reference, now, reason, actor, items, self._seal(unsealed))

    def _seal(self, receipt: ErasureReceipt) -> str:
        facts = [
            receipt.reference,
            int(receipt.erased_at.timestamp()),
            receipt.reason.value,
            receipt.actor,
            sorted(receipt.items.items()),
        ]
        return self._key.seal(json.dumps(facts, ensure_ascii=True))


def _counts(connection: Connection, uuid: str) -> dict[str, int]:
    counts = {
        name: _count(connection, sa.select(sa.func.count()).where(table.c.request_uuid == uuid))
        for name, table in _COUNTED.items()
    }
    counts["mails"] = _count(connection, sa.select(sa.func.count()).where(*_unsent(uuid)))
    return counts


def _count(connection: Connection, query: Any) -> int:
    return int(connection.execute(query).scalar_one())


def _files(connection: Connection, uuid: str) -> list[str]:
    query = sa.select(attachments.c.file).where(attachments.c.request_uuid == uuid)
    return list(connection.execute(query).scalars())


def _delete_all(connection: Connection, row: Any, receipt: ErasureReceipt, actor: str) -> None:
    uuid, now = row.uuid, receipt.erased_at
    for table in (attachments, person_data, consultation_messages, address_confirmations):
        connection.execute(sa.delete(table).where(table.c.request_uuid == uuid))
    connection.execute(sa.delete(outbox).where(*_unsent(uuid)))
    connection.execute(
        sa.update(consultation_requests)
        .where(consultation_requests.c.uuid == uuid)
        .values(erased_at=now, conversation_hash=None)
    )
    if RequestState(row.state) not in SETTLED_STATES:
        set_state(connection, uuid, RequestState.WITHDRAWN, at=now, actor=actor)
    log_event(connection, uuid, at=now, actor=actor, what=f"erased:{receipt.reason.value}")
    # The office has the notice in its mailbox and has to delete it there, too. After the time of
    # keeping that goes without saying.
    if receipt.reason is ErasureReason.PERSON and _was_told(connection, uuid):
        enqueue(
            connection,
            uuid,
            MailKind.OFFICE_ERASED.value,
            at=now,
            message_id=f"{uuid}.erased",
        )


def _was_told(connection: Connection, uuid: str) -> bool:
    query = sa.select(outbox.c.id).where(outbox.c.request_uuid == uuid)
    return connection.execute(query).first() is not None


def _unsent(uuid: str) -> tuple[Any, ...]:
    # A mail that is being sent right now counts as sent: nobody can call it back.
    return (outbox.c.request_uuid == uuid, outbox.c.state.notin_(("sent", "sending")))


def _store_receipt(connection: Connection, receipt: ErasureReceipt) -> None:
    connection.execute(
        sa.insert(erasure_receipts).values(
            reference=receipt.reference,
            erased_at=receipt.erased_at,
            reason=receipt.reason.value,
            actor=receipt.actor,
            items=dict(receipt.items),
            seal=receipt.seal,
        )
    )


def _load_receipt(connection: Connection, reference: str) -> ErasureReceipt:
    query = sa.select(erasure_receipts).where(erasure_receipts.c.reference == reference)
    row = connection.execute(query).one()
    return ErasureReceipt(
        row.reference, row.erased_at, ErasureReason(row.reason), row.actor, row.items, row.seal
    )
