"""Managing accounts: what admins and the command line do."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.desk.staff.accounts import ACCOUNT_COLUMNS, Account, Role, to_account
from bot.desk.staff.passwords import Passwords
from bot.desk.staff.second_factor import clear_second_factor
from bot.desk.tables import accounts, sessions

MAX_DISPLAY_NAME_CHARACTERS = 100
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


class StaffProblem(Enum):
    """Why something cannot be done with an account."""

    NAME_ODD = "name_odd"
    NAME_TAKEN = "name_taken"
    UNKNOWN = "unknown"
    LAST_ADMIN = "last_admin"


class StaffError(ValueError):
    """Something cannot be done with an account; ``problem`` says why."""

    def __init__(self, problem: StaffProblem) -> None:
        """Remember why."""
        super().__init__(problem.value)
        self.problem = problem


class Staff:
    """Accounts in SQL, seen by those who manage them.

    Every method raises ``StoreUnavailableError``, and ``StaffError`` if the account does not exist
    or nobody would be left who manages accounts.
    """

    def __init__(
        self, engine: Engine, passwords: Passwords, new_password: Callable[[], str]
    ) -> None:
        """Use a migrated database; ``new_password`` returns one that nobody guesses."""
        self._engine = engine
        self._passwords = passwords
        self._new_password = new_password

    def all(self) -> list[Account]:
        """Return all accounts by name, disabled ones last."""
        query = sa.select(*ACCOUNT_COLUMNS).order_by(accounts.c.is_disabled, accounts.c.username)
        with read_transaction(self._engine) as tx:
            return [to_account(row) for row in tx.execute(query)]

    def add(self, username: str, display_name: str, role: Role) -> str:
        """Add an account and return its start password.

        Raises:
            StaffError: the name is taken or has characters that are hard to type.
        """
        name = username.strip().casefold()
        if not _USERNAME.fullmatch(name):
            raise StaffError(StaffProblem.NAME_ODD)
        password = self._new_password()
        values = {
            "username": name,
            "display_name": clean_display_name(display_name),
            "role": role.value,
            "password_hash": self._passwords.hash(password),
            "has_start_password": True,
        }
        try:
            with write_transaction(self._engine) as tx:
                tx.execute(sa.insert(accounts).values(**values))
        except sa.exc.IntegrityError:
            raise StaffError(StaffProblem.NAME_TAKEN) from None
        return password

    def rename(self, username: str, display_name: str) -> None:
        """Change the name that colleagues and people who asked see."""
        self._change(username, display_name=clean_display_name(display_name))

    def set_role(self, username: str, role: Role) -> None:
        """Give an account another role."""
        self._change(username, role=role.value)

    def set_disabled(self, username: str, is_disabled: bool) -> None:
        """Lock an account out at once, or let it in again."""
        self._change(username, ends_sessions=is_disabled, is_disabled=is_disabled)

    def set_shortcuts(self, username: str, has_shortcuts: bool) -> None:
        """Turn the keyboard shortcuts of an account on or off."""
        self._change(username, has_shortcuts=has_shortcuts)

    def reset_password(self, username: str) -> str:
        """Return a new start password; all sessions of the account end."""
        password = self._new_password()
        self.set_password(username, password, is_start=True)
        return password

    def set_password(self, username: str, password: str, *, is_start: bool) -> None:
        """Store a password; all sessions of the account end."""
        self._change(
            username,
            ends_sessions=True,
            password_hash=self._passwords.hash(password),
            has_start_password=is_start,
        )

    def reset_second_factor(self, username: str) -> None:
        """Let the account sign in by password alone, until it sets up a factor anew."""
        with write_transaction(self._engine) as tx:
            account = _find(tx, username)
            clear_second_factor(tx, account)
            _end_sessions(tx, account)

    def _change(self, username: str, *, ends_sessions: bool = False, **values: object) -> None:
        with write_transaction(self._engine) as tx:
            account = _find(tx, username)
            tx.execute(accounts.update().where(accounts.c.id == account.id).values(**values))
            if ends_sessions:
                _end_sessions(tx, account)
            query = sa.select(sa.func.count()).where(
                accounts.c.role == Role.ADMIN.value, accounts.c.is_disabled.is_(False)
            )
            if not tx.execute(query.select_from(accounts)).scalar_one():
                # Raised inside of the transaction, which is rolled back.
                raise StaffError(StaffProblem.LAST_ADMIN)


def clean_display_name(raw: str) -> str:
    """Return the name in one line, without what cannot be shown."""
    shown = "".join(char if char.isprintable() else " " for char in raw)
    return " ".join(shown.split())[:MAX_DISPLAY_NAME_CHARACTERS]


def _find(tx: Connection, username: str) -> Account:
    row = tx.execute(
        sa.select(*ACCOUNT_COLUMNS).where(accounts.c.username == username.strip().casefold())
    ).first()
    if row is None:
        raise StaffError(StaffProblem.UNKNOWN)
    return to_account(row)


def _end_sessions(tx: Connection, account: Account) -> None:
    tx.execute(sessions.delete().where(sessions.c.account_id == account.id))
