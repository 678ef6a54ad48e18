"""Accounts of the staff and the devices they have signed in from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.engine import read_transaction, write_transaction
from bot.desk.passwords import Passwords
from bot.desk.tables import accounts, devices, sessions

FIRST_USERNAME = "beratung"
START_PASSWORD_FILE = "desk-startpasswort.txt"  # noqa: S105 - a file name
DEVICE_AGE = timedelta(days=180)


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    id: int
    username: str
    password_hash: str = field(repr=False)
    has_start_password: bool


def fingerprint(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Accounts:
    """Accounts in SQL."""

    def __init__(self, engine: Engine, passwords: Passwords) -> None:
        """Use a migrated database."""
        self._engine = engine
        self._passwords = passwords

    def create_first(self, var_dir: Path, new_token: Callable[[], str]) -> None:
        """Create the first account if there is none; its start password goes into a file."""
        with write_transaction(self._engine) as tx:
            if tx.execute(sa.select(accounts.c.id)).first() is not None:
                return
            password = new_token()
            _write_secret(var_dir / START_PASSWORD_FILE, password)
            tx.execute(
                accounts.insert().values(
                    username=FIRST_USERNAME,
                    password_hash=self._passwords.hash(password),
                    has_start_password=True,
                )
            )

    def check(self, username: str, password: str) -> Account | None:
        """Return the account if the password is right; wrong name and password take as long."""
        account = self._find(username)
        stored = None if account is None else account.password_hash
        return account if self._passwords.is_right(stored, password) else None

    def change_password(self, account: Account, new: str) -> None:
        """Store a new password and end all sessions of the account."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                accounts.update()
                .where(accounts.c.id == account.id)
                .values(password_hash=self._passwords.hash(new), has_start_password=False)
            )
            tx.execute(sessions.delete().where(sessions.c.account_id == account.id))

    def remember_device(self, account: Account, token: str, now: datetime) -> None:
        """Note that the account signed in from the device that holds this token."""
        with write_transaction(self._engine) as tx:
            tx.execute(devices.delete().where(devices.c.created_at < now - DEVICE_AGE))
            tx.execute(
                devices.insert().values(
                    token_hash=fingerprint(token), account_id=account.id, created_at=now
                )
            )

    def is_known_device(self, username: str, token: str, now: datetime) -> bool:
        """Say whether the account has signed in from the device before."""
        query = (
            sa.select(devices.c.id)
            .join(accounts, accounts.c.id == devices.c.account_id)
            .where(
                devices.c.token_hash == fingerprint(token),
                devices.c.created_at >= now - DEVICE_AGE,
                accounts.c.username == username,
            )
        )
        with read_transaction(self._engine) as tx:
            return tx.execute(query).first() is not None

    def _find(self, username: str) -> Account | None:
        with read_transaction(self._engine) as tx:
            row = tx.execute(sa.select(accounts).where(accounts.c.username == username)).first()
        return None if row is None else Account(**row._mapping)


def _write_secret(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret + "\n")
