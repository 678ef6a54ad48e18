"""A queue in which each chat keeps its order while several chats are served at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction

WAITING, WORKING = "waiting", "working"
_OPEN = (WAITING, WORKING)


class Lanes:
    """A table with ``number``, ``chat_id``, ``state``, ``attempts`` and ``due_at``.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(self, engine: Engine, table: sa.Table) -> None:
        """Use the table of a migrated database."""
        self._engine = engine
        self._table = table

    def has_due(self, now: datetime) -> bool:
        """Return whether something may be waiting; cheaper than to lease it."""
        query = sa.select(self._table.c.number).where(self._is_due(now)).limit(1)
        with read_transaction(self._engine) as tx:
            return tx.execute(query).first() is not None

    def release(self, now: datetime) -> None:
        """Put back what a process that died had leased; only for the one process there is."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(self._table)
                .where(self._table.c.state == WORKING)
                .values(state=WAITING, due_at=now)
            )

    def counts(self) -> dict[str, int]:
        """Return how many rows there are by state."""
        query = sa.select(self._table.c.state, sa.func.count()).group_by(self._table.c.state)
        with read_transaction(self._engine) as tx:
            return {str(state): int(number) for state, number in tx.execute(query)}

    def _lease(self, now: datetime, lease_until: datetime) -> Any:
        """Return the oldest row that is due and the first of its chat, None if there is none."""
        table, earlier = self._table, self._table.alias("earlier")
        waits_for_another = sa.exists().where(
            earlier.c.chat_id == table.c.chat_id,
            earlier.c.number < table.c.number,
            earlier.c.state.in_(_OPEN),
        )
        query = (
            sa.select(table)
            .where(self._is_due(now), ~waits_for_another)
            .order_by(table.c.number)
            .limit(1)
        )
        with write_transaction(self._engine) as tx:
            row = tx.execute(query.with_for_update(skip_locked=True, of=table)).one_or_none()
            if row is not None:
                tx.execute(
                    sa.update(table)
                    .where(table.c.number == row.number)
                    .values(state=WORKING, attempts=row.attempts + 1, due_at=lease_until)
                )
        return row

    def _put_back(self, number: int, due_at: datetime, **values: Any) -> None:
        """Let a leased row wait until ``due_at``."""
        table = self._table
        is_ours = (table.c.number == number) & (table.c.state == WORKING)
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(table).where(is_ours).values(state=WAITING, due_at=due_at, **values)
            )

    def _is_due(self, now: datetime) -> Any:
        # A lease that has run out belongs to a process that died.
        return self._table.c.state.in_(_OPEN) & (self._table.c.due_at <= now)
