"""Requests whose time is over: first what people said, much later the last traces."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.tables import (
    address_confirmations,
    attachments,
    consultation_requests,
    erasure_receipts,
    inbound_mails,
    outbox,
    request_events,
)
from bot.consultations.erasure import ErasureReason, Erasures
from bot.consultations.mails.attachment_folder import AttachmentFolder

ACTOR = "retention"
# A file is written before its row; in between it is nobody's.
_ORPHAN_SECONDS = 3600.0


class OldRequests:
    """Finds and deletes; every method raises ``StoreUnavailableError``."""

    def __init__(self, engine: Engine, erasures: Erasures, folder: AttachmentFolder) -> None:
        """Use the engine of the consultation store."""
        self._engine = engine
        self._erasures = erasures
        self._folder = folder

    def settled_before(self, moment: datetime) -> list[str]:
        """Return the requests that were settled before and are not erased yet."""
        query = sa.select(consultation_requests.c.reference).where(
            consultation_requests.c.settled_at < moment,
            consultation_requests.c.erased_at.is_(None),
        )
        with read_transaction(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def erase(self, references: Iterable[str]) -> None:
        """Erase what people said; a receipt says that it was done by time."""
        for reference in references:
            self._erasures.erase(reference, ErasureReason.RETENTION, ACTOR)

    def erased_before(self, moment: datetime) -> list[str]:
        """Return the requests that were erased before."""
        query = sa.select(consultation_requests.c.uuid).where(
            consultation_requests.c.erased_at < moment
        )
        with read_transaction(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def delete_traces(self, uuids: Iterable[str], moment: datetime) -> None:
        """Delete erased requests with their receipts, mails and audit trails."""
        for uuid in uuids:
            with write_transaction(self._engine) as connection:
                # Not left to ON DELETE CASCADE alone: SQLite honours it only while a PRAGMA is set.
                for table in (outbox, request_events):
                    connection.execute(sa.delete(table).where(table.c.request_uuid == uuid))
                connection.execute(
                    sa.delete(consultation_requests).where(consultation_requests.c.uuid == uuid)
                )
        with write_transaction(self._engine) as connection:
            connection.execute(
                sa.delete(erasure_receipts).where(erasure_receipts.c.erased_at < moment)
            )
            connection.execute(sa.delete(inbound_mails).where(inbound_mails.c.seen_at < moment))

    def delete_links(self, moment: datetime) -> None:
        """Delete the links that expired before."""
        with write_transaction(self._engine) as connection:
            connection.execute(
                sa.delete(address_confirmations).where(address_confirmations.c.expires_at < moment)
            )

    def orphans(self) -> set[str]:
        """Return the files of attachments that no message knows."""
        files = self._folder.names(older_than=time.time() - _ORPHAN_SECONDS)
        with read_transaction(self._engine) as connection:
            known = set(connection.execute(sa.select(attachments.c.file)).scalars())
        return files - known

    def delete_orphans(self, names: set[str]) -> None:
        """Delete files."""
        self._folder.delete(names)
