"""Keeps which weekly mail has gone out, so that no restart ever sends one twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.improvement.tables import radar_mails

_WAITING = ("pending", "deferred")


@dataclass(frozen=True)
class RadarMail:
    """The mail of a week like ``2026-W48``; ``attempts`` includes this one."""

    week: str
    attempts: int
    created_at: datetime


@dataclass(frozen=True)
class RadarState:
    """How the mail of a week stands: ``pending``, ``sending``, ``deferred``, ``sent``, ``dead``.

    ``unknown`` means that we were stopped while the mail server had it.
    """

    week: str
    state: str
    sent_at: datetime | None


# Both databases that we run on know this: a week has one mail.
_ADD = sa.text(
    "INSERT INTO radar_mails (week, state, attempts, due_at, created_at)"
    " VALUES (:week, 'pending', 0, :now, :now) ON CONFLICT (week) DO NOTHING"
).bindparams(sa.bindparam("now", type_=radar_mails.c.due_at.type))


class RadarStore:
    """The weekly mails in SQL; methods raise ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def plan(self, week: str, now: datetime) -> bool:
        """Plan the mail of a week; False if it was planned before."""
        with write_transaction(self._engine) as tx:
            return bool(tx.execute(_ADD, {"week": week, "now": now}).rowcount)

    def claim(self, now: datetime, lease_until: datetime) -> RadarMail | None:
        """Take the mail that is due; it is ours until the lease runs out.

        One whose lease ran out may be out already: it is settled as ``unknown``, for no mail at
        all does less harm in the office than the same one twice.
        """
        is_lost = (radar_mails.c.state == "sending") & (radar_mails.c.lease_until <= now)
        is_due = radar_mails.c.state.in_(_WAITING) & (radar_mails.c.due_at <= now)
        query = (
            sa.select(radar_mails)
            .where(is_due)
            .order_by(radar_mails.c.week)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with write_transaction(self._engine) as tx:
            tx.execute(
                radar_mails.update().where(is_lost).values(state="unknown", lease_until=None)
            )
            row = tx.execute(query).one_or_none()
            if row is None:
                return None
            tx.execute(
                radar_mails.update()
                .where(radar_mails.c.week == row.week)
                .values(state="sending", attempts=row.attempts + 1, lease_until=lease_until)
            )
        return RadarMail(row.week, row.attempts + 1, row.created_at)

    def settle(self, week: str, state: str, now: datetime, error: str | None = None) -> None:
        """Note that a mail is ``sent`` or ``dead``."""
        self._set(week, state=state, sent_at=now if state == "sent" else None, last_error=error)

    def defer(self, week: str, due_at: datetime, error: str) -> None:
        """Put the mail back until ``due_at``."""
        self._set(week, state="deferred", due_at=due_at, last_error=error)

    def newest(self) -> RadarState | None:
        """Return how the mail of the last planned week stands."""
        query = sa.select(radar_mails).order_by(radar_mails.c.week.desc()).limit(1)
        with read_transaction(self._engine) as tx:
            row = tx.execute(query).one_or_none()
        return None if row is None else RadarState(row.week, row.state, row.sent_at)

    def _set(self, week: str, **values: object) -> None:
        with write_transaction(self._engine) as tx:
            tx.execute(
                radar_mails.update()
                .where(radar_mails.c.week == week)
                .values(lease_until=None, **values)
            )
