"""Who else works on a request, and what has changed since somebody opened it."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import found
from bot.consultations.database.tables import consultation_requests, request_events
from bot.consultations.models import RequestEvent
from bot.desk.staff.accounts import Account
from bot.desk.tables import accounts, viewers

STAYS_FOR = timedelta(minutes=3)
"""A page asks again every half minute; without a script somebody who reads is here so long."""

# Looking, printing and the like change nothing that a colleague would have to know.
HARMLESS = ("viewed", "printed", "exported", "attachment_read")


class Presence:
    """Viewers and versions in SQL.

    Every method raises ``UnknownReferenceError`` and ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def come(self, reference: str, account: Account, now: datetime) -> None:
        """Note that somebody has the request open."""
        with write_transaction(self._engine) as connection:
            uuid = found(connection, reference).uuid
            is_this = (viewers.c.request_uuid == uuid) & (viewers.c.account_id == account.id)
            changed = connection.execute(
                sa.update(viewers).where(is_this).values(seen_at=now)
            ).rowcount
            if not changed:
                connection.execute(
                    sa.insert(viewers).values(request_uuid=uuid, account_id=account.id, seen_at=now)
                )
            connection.execute(sa.delete(viewers).where(viewers.c.seen_at < now - STAYS_FOR))

    def others(self, reference: str, account: Account, now: datetime) -> list[str]:
        """Return the names of the colleagues who have the request open."""
        query = (
            sa.select(accounts.c.display_name, accounts.c.username)
            .join(viewers, viewers.c.account_id == accounts.c.id)
            .join(consultation_requests, consultation_requests.c.uuid == viewers.c.request_uuid)
            .where(
                consultation_requests.c.reference == reference,
                viewers.c.account_id != account.id,
                viewers.c.seen_at >= now - STAYS_FOR,
            )
            .order_by(accounts.c.username)
        )
        with read_transaction(self._engine) as connection:
            return [row.display_name or row.username for row in connection.execute(query)]

    def version(self, reference: str) -> int:
        """Return a number that grows with every change of the request."""
        query = _changes(reference).with_only_columns(
            sa.func.coalesce(sa.func.max(request_events.c.id), 0)
        )
        with read_transaction(self._engine) as connection:
            return int(connection.execute(query).scalar_one())

    def changes_since(self, reference: str, version: int) -> list[RequestEvent]:
        """Return what was changed after a version, oldest first."""
        query = _changes(reference).where(request_events.c.id > version)
        with read_transaction(self._engine) as connection:
            return [
                RequestEvent(row.at, row.actor, row.what)
                for row in connection.execute(query.order_by(request_events.c.id))
            ]


def _changes(reference: str) -> sa.sql.Select:
    return (
        sa.select(request_events)
        .join(consultation_requests, consultation_requests.c.uuid == request_events.c.request_uuid)
        .where(
            consultation_requests.c.reference == reference,
            request_events.c.what.notin_(HARMLESS),
        )
    )
