"""Counts how often each deadline and event has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.calendar.entries import Revision, first_revision
from bot.consultations.database.engine import read_transaction, write_transaction
from bot.reminders.digest import Item
from bot.reminders.tables import revisions


class SqlRevisions:
    """The counts in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def note(self, items: Mapping[str, Item], now: datetime) -> None:
        """Count up what has changed since the last look, and take in what is new.

        At the very first look everything counts as old: the office has just started.
        """
        with write_transaction(self._engine) as tx:
            rows = {row.item_id: row for row in tx.execute(sa.select(revisions))}
            for item_id, item in items.items():
                row = rows.get(item_id)
                if row is None:
                    first = Revision(0, now) if rows else first_revision(item.checked_on)
                    values = {"sequence": 0, "changed_at": first.changed_at}
                    tx.execute(
                        sa.insert(revisions).values(item_id=item_id, digest=item.digest, **values)
                    )
                elif row.digest != item.digest:
                    tx.execute(
                        sa.update(revisions)
                        .where(revisions.c.item_id == item_id)
                        .values(digest=item.digest, sequence=row.sequence + 1, changed_at=now)
                    )

    def all(self) -> Mapping[str, Revision]:
        """Return the revisions by id."""
        with read_transaction(self._engine) as tx:
            rows = tx.execute(sa.select(revisions)).all()
        return {row.item_id: Revision(row.sequence, row.changed_at) for row in rows}
