"""Whether the mailbox of the answers could be read the last time somebody tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.tables import mailbox_checks

_THE_ROW = 1


@dataclass(frozen=True)
class MailboxCheck:
    """The last look; ``error`` is a code, empty if all was well."""

    checked_at: datetime
    succeeded_at: datetime | None
    error: str


class MailboxChecks:
    """Keeps the last look in SQL.

    Every method raises ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine) -> None:
        """Use the engine of the consultation store."""
        self._engine = engine

    def note(self, now: datetime, error: str = "") -> None:
        """Note how a look went."""
        values = {"checked_at": now, "error": error[:60]}
        if not error:
            values["succeeded_at"] = now
        with write_transaction(self._engine) as connection:
            if not connection.execute(sa.update(mailbox_checks).values(**values)).rowcount:
                connection.execute(sa.insert(mailbox_checks).values(id=_THE_ROW, **values))

    def error(self) -> str:
        """Return the code of what went wrong at the last look, empty if nothing did."""
        check = self.last()
        return "" if check is None else check.error

    def last(self) -> MailboxCheck | None:
        """Return the last look, None if there never was one."""
        query = sa.select(
            mailbox_checks.c.checked_at, mailbox_checks.c.succeeded_at, mailbox_checks.c.error
        )
        with read_transaction(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else MailboxCheck(*row)
