"""The second factor: codes of an app (TOTP, RFC 6238) and codes on paper for a lost phone."""

from __future__ import annotations

import secrets
from datetime import datetime

import pyotp
import segno
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.desk.staff.accounts import Account
from bot.desk.tables import accounts, recovery_codes, sessions
from bot.field_values import digits_in
from bot.privacy.token_hash import token_hash

ISSUER = "IJA-Lotse"
RECOVERY_CODES = 10
STEP_SECONDS = 30
# Clocks of phones are off by some seconds, and people type slowly.
STEPS_OFF = 1
# Without characters that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_CHARACTERS = 10


class SecondFactors:
    """Second factors in SQL.

    Every method raises ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def begin(self, account: Account) -> str:
        """Return the secret for the app, the same one until a first code was right."""
        with write_transaction(self._engine) as tx:
            query = sa.select(accounts.c.totp_pending).where(accounts.c.id == account.id)
            secret = tx.execute(query).scalar_one()
            if secret is None:
                secret = pyotp.random_base32()
                _write(tx, account, totp_pending=secret)
        return str(secret)

    def confirm(self, account: Account, code: str, now: datetime) -> list[str] | None:
        """Turn the factor on if the code is right and return the codes for paper.

        All sessions of the account end: they were begun without the factor.
        """
        with write_transaction(self._engine) as tx:
            query = sa.select(accounts.c.totp_pending).where(accounts.c.id == account.id)
            secret = tx.execute(query).scalar_one()
            step = None if secret is None else _step_of(secret, code, now)
            if step is None:
                return None
            _write(tx, account, totp_secret=secret, totp_pending=None, totp_last_step=step)
            tx.execute(sessions.delete().where(sessions.c.account_id == account.id))
            return _renew(tx, account)

    def is_right(self, account: Account, code: str, now: datetime) -> bool:
        """Check a code of the app or one on paper; each is good for one sign-in."""
        cleaned = "".join(char for char in code.casefold() if char.isalnum())
        with write_transaction(self._engine) as tx:
            row = tx.execute(
                sa.select(accounts.c.totp_secret, accounts.c.totp_last_step)
                .where(accounts.c.id == account.id)
                .with_for_update()
            ).one()
            step = None if row.totp_secret is None else _step_of(row.totp_secret, cleaned, now)
            if step is not None:
                if row.totp_last_step is not None and step <= row.totp_last_step:
                    return False
                _write(tx, account, totp_last_step=step)
                return True
            used = tx.execute(
                recovery_codes.delete().where(
                    recovery_codes.c.account_id == account.id,
                    recovery_codes.c.code_hash == token_hash(cleaned),
                )
            ).rowcount
            return bool(used)

    def renew_recovery_codes(self, account: Account) -> list[str]:
        """Return new codes for paper; the old ones are worth nothing any more."""
        with write_transaction(self._engine) as tx:
            return _renew(tx, account)

    def recovery_codes_left(self, account: Account) -> int:
        """Count the codes on paper that were not used yet."""
        query = sa.select(sa.func.count()).where(recovery_codes.c.account_id == account.id)
        with read_transaction(self._engine) as tx:
            return int(tx.execute(query.select_from(recovery_codes)).scalar_one())

    def turn_off(self, account: Account) -> None:
        """Let the account sign in by password alone."""
        with write_transaction(self._engine) as tx:
            clear_second_factor(tx, account)


def clear_second_factor(tx: Connection, account: Account) -> None:
    """Forget secret and codes of an account."""
    _write(tx, account, totp_secret=None, totp_pending=None, totp_last_step=None)
    tx.execute(recovery_codes.delete().where(recovery_codes.c.account_id == account.id))


def qr_svg(account: Account, secret: str) -> str:
    """Return a picture for the app's camera as an SVG element without a style of its own."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)
    return str(
        segno.make(uri, error="m").svg_inline(
            scale=4, border=4, dark="black", light="white", omitsize=False, svgclass="qr"
        )
    )


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the step of time that the code belongs to, None if it is wrong."""
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    current = int(now.timestamp()) // STEP_SECONDS
    digits = digits_in(code)
    for step in range(current - STEPS_OFF, current + STEPS_OFF + 1):
        if secrets.compare_digest(totp.generate_otp(step), digits):
            return step
    return None


def _renew(tx: Connection, account: Account) -> list[str]:
    codes = [
        "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_CHARACTERS))
        for _ in range(RECOVERY_CODES)
    ]
    tx.execute(recovery_codes.delete().where(recovery_codes.c.account_id == account.id))
    for code in codes:
        tx.execute(
            recovery_codes.insert().values(account_id=account.id, code_hash=token_hash(code))
        )
    half = _RECOVERY_CHARACTERS // 2
    return [f"{code[:half]}-{code[half:]}" for code in codes]


def _write(tx: Connection, account: Account, **values: object) -> None:
    tx.execute(accounts.update().where(accounts.c.id == account.id).values(**values))
