"""Who is signed in; the browser holds a token, the database only its hash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.desk.staff.accounts import ACCOUNT_COLUMNS, Account, to_account
from bot.desk.tables import accounts, sessions
from bot.privacy.token_hash import token_hash

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)


@dataclass(frozen=True)
class StaffSession:
    """A valid session and whose it is; incomplete until the second factor was given."""

    account: Account
    csrf_token: str = field(repr=False)
    is_complete: bool


class Sessions:
    """Sessions in SQL."""

    def __init__(self, engine: Engine, new_token: Callable[[], str]) -> None:
        """Use a migrated database; ``new_token`` returns at least 128 random bits."""
        self._engine = engine
        self._new_token = new_token

    def start(self, account: Account, now: datetime, *, is_complete: bool = True) -> str:
        """Open a session and return its token; sessions that are over are cleared away."""
        token = self._new_token()
        with write_transaction(self._engine) as tx:
            tx.execute(sessions.delete().where(~_is_alive(now)))
            tx.execute(
                sessions.insert().values(
                    token_hash=token_hash(token),
                    account_id=account.id,
                    csrf_token=self._new_token(),
                    created_at=now,
                    last_used_at=now,
                    is_complete=is_complete,
                )
            )
        return token

    def use(self, token: str, now: datetime) -> StaffSession | None:
        """Return the session of a token and keep it alive, or None when it is over."""
        session = self.look(token, now)
        if session is not None:
            is_this_one = sessions.c.token_hash == token_hash(token)
            with write_transaction(self._engine) as tx:
                tx.execute(sessions.update().where(is_this_one).values(last_used_at=now))
        return session

    def look(self, token: str, now: datetime) -> StaffSession | None:
        """Return the session of a token as it is, or None when it is over."""
        is_this_one = sessions.c.token_hash == token_hash(token)
        query = (
            sa.select(*ACCOUNT_COLUMNS, sessions.c.csrf_token, sessions.c.is_complete)
            .join(sessions, sessions.c.account_id == accounts.c.id)
            .where(is_this_one, _is_alive(now), accounts.c.is_disabled.is_(False))
        )
        with read_transaction(self._engine) as tx:
            row = tx.execute(query).first()
        if row is None:
            return None
        return StaffSession(to_account(row), row.csrf_token, row.is_complete)

    def end(self, token: str) -> None:
        """Close a session."""
        with write_transaction(self._engine) as tx:
            tx.execute(sessions.delete().where(sessions.c.token_hash == token_hash(token)))

    def end_all(self, account_id: int) -> None:
        """Close all sessions of an account, on whatever device."""
        with write_transaction(self._engine) as tx:
            tx.execute(sessions.delete().where(sessions.c.account_id == account_id))

    def count(self, account_id: int, now: datetime) -> int:
        """Count the sessions of an account that are alive."""
        query = sa.select(sa.func.count()).where(
            sessions.c.account_id == account_id, _is_alive(now)
        )
        with read_transaction(self._engine) as tx:
            return int(tx.execute(query.select_from(sessions)).scalar_one())


def _is_alive(now: datetime) -> sa.sql.ColumnElement:
    return sa.and_(
        sessions.c.last_used_at > now - IDLE,
        sessions.c.created_at > now - ABSOLUTE,
    )
