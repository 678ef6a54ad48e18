"""Accounts of the staff and the devices they have signed in from."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.desk.staff.passwords import Passwords
from bot.desk.tables import accounts, devices
from bot.privacy.token_hash import token_hash

FIRST_USERNAME = "beratung"
START_PASSWORD_FILE = "desk-startpasswort.txt"  # noqa: S105 - a file name
DEVICE_AGE = timedelta(days=180)


class Role(Enum):
    """What somebody may do; an admin may everything."""

    ADVISOR = "advisor"
    ADMIN = "admin"


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in, unless ``is_disabled``."""

    id: int
    username: str
    password_hash: str = field(repr=False)
    has_start_password: bool
    display_name: str
    role: Role
    is_disabled: bool
    has_shortcuts: bool
    totp_secret: str | None = field(repr=False)
    last_login_at: datetime | None

    @property
    def is_admin(self) -> bool:
        """Tell whether the account may manage others and erase or export people."""
        return self.role is Role.ADMIN

    @property
    def shown_name(self) -> str:
        """Return how colleagues and people who asked see them."""
        return self.display_name or self.username

    @property
    def has_second_factor(self) -> bool:
        """Tell whether signing in takes a code, too."""
        return self.totp_secret is not None


ACCOUNT_COLUMNS = tuple(accounts.c[item.name] for item in fields(Account))


def to_account(row: Any) -> Account:
    """Return the account of a row that has all ``ACCOUNT_COLUMNS``."""
    values = {column.name: getattr(row, column.name) for column in ACCOUNT_COLUMNS}
    return Account(**{**values, "role": Role(values["role"])})


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
                    role=Role.ADMIN.value,
                )
            )

    def check(self, username: str, password: str) -> Account | None:
        """Return the account if the password is right; wrong name and password take as long."""
        account = self.find(username)
        if account is not None and account.is_disabled:
            account = None
        stored = None if account is None else account.password_hash
        return account if self._passwords.is_right(stored, password) else None

    def remember_device(self, account: Account, token: str, now: datetime) -> None:
        """Note that the account signed in from the device that holds this token."""
        with write_transaction(self._engine) as tx:
            tx.execute(devices.delete().where(devices.c.created_at < now - DEVICE_AGE))
            tx.execute(
                devices.insert().values(
                    token_hash=token_hash(token), account_id=account.id, created_at=now
                )
            )

    def is_known_device(self, username: str, token: str, now: datetime) -> bool:
        """Say whether the account has signed in from the device before."""
        query = (
            sa.select(devices.c.id)
            .join(accounts, accounts.c.id == devices.c.account_id)
            .where(
                devices.c.token_hash == token_hash(token),
                devices.c.created_at >= now - DEVICE_AGE,
                accounts.c.username == username,
            )
        )
        with read_transaction(self._engine) as tx:
            return tx.execute(query).first() is not None

    def find(self, username: str) -> Account | None:
        """Return the account with this name."""
        query = sa.select(*ACCOUNT_COLUMNS).where(accounts.c.username == username)
        with read_transaction(self._engine) as tx:
            row = tx.execute(query).first()
        return None if row is None else to_account(row)

    def note_login(self, account: Account, now: datetime) -> None:
        """Note that somebody signed in."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                accounts.update().where(accounts.c.id == account.id).values(last_login_at=now)
            )


def _write_secret(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret + "\n")
