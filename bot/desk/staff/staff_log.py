"""Who of the staff did and saw what; for admins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.tables import consultation_requests, request_events
from bot.desk.tables import accounts, log

KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True)
class LogEntry:
    """One line; ``subject`` is a reference or an account."""

    at: datetime
    actor: str
    what: str
    subject: str


class StaffLog:
    """The log in SQL; of requests the audit trail is read.

    Every method raises ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        """Use a migrated database and aware times."""
        self._engine = engine
        self._clock = clock

    def note(self, actor: str, what: str, subject: str = "") -> None:
        """Add a line about something that belongs to no request; old ones go."""
        now = self._clock()
        with write_transaction(self._engine) as tx:
            tx.execute(sa.delete(log).where(log.c.at < now - KEPT_FOR))
            tx.execute(sa.insert(log).values(at=now, actor=actor, what=what, subject=subject[:64]))

    def entries(self, actor: str = "", *, limit: int, offset: int = 0) -> list[LogEntry]:
        """Return what accounts did and saw, newest first."""
        staff = sa.select(accounts.c.username)
        own = sa.select(log.c.at, log.c.actor, log.c.what, log.c.subject)
        trail = (
            sa.select(
                request_events.c.at,
                request_events.c.actor,
                request_events.c.what,
                consultation_requests.c.reference.label("subject"),
            )
            .join(
                consultation_requests, consultation_requests.c.uuid == request_events.c.request_uuid
            )
            .where(request_events.c.actor.in_(staff))
        )
        if actor:
            own = own.where(log.c.actor == actor)
            trail = trail.where(request_events.c.actor == actor)
        query = sa.union_all(own, trail).subquery()
        ordered = sa.select(query).order_by(query.c.at.desc()).limit(limit).offset(offset)
        with read_transaction(self._engine) as tx:
            return [LogEntry(*row) for row in tx.execute(ordered)]
