"""Checks PINs and slows down whoever guesses."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import write_transaction
from bot.consultations.database.rows import locked
from bot.consultations.database.tables import consultation_requests
from bot.consultations.errors import (
    AccessDeniedError,
    TooManyAttemptsError,
    UnknownReferenceError,
)
from bot.consultations.keys.request_key import RequestKey
from bot.field_values import digits_in

FREE_ATTEMPTS = 5
"""So many wrong PINs in a row cost no waiting time."""

# At most four tries an hour go on for ever: with eight digits, a lifetime is not enough to guess
# one, and the person whose request it is waits a quarter of an hour at worst.
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)


def check_pin(engine: Engine, key: RequestKey, reference: str, pin: str, now: datetime) -> None:
    """Return if the PIN is right.

    Raises:
        AccessDeniedError: it is wrong, or there is no such request.
        TooManyAttemptsError: it was not even looked at.
    """
    with write_transaction(engine) as connection:
        try:
            row = locked(connection, reference)
        except UnknownReferenceError:
            raise AccessDeniedError(reference) from None
        wait = _seconds_to_wait(row.pin_retry_at, now)
        if wait:
            raise TooManyAttemptsError(wait)
        is_right = row.pin_hash is not None and key.is_pin(row.uuid, digits_in(pin), row.pin_hash)
        if not is_right or row.pin_failures:
            failures = 0 if is_right else row.pin_failures + 1
            connection.execute(
                sa.update(consultation_requests)
                .where(consultation_requests.c.uuid == row.uuid)
                .values(pin_failures=failures, pin_retry_at=_retry_at(failures, now))
            )
    # Not inside the transaction: an exception would take the count back.
    if not is_right:
        raise AccessDeniedError(reference)


def _retry_at(failures: int, now: datetime) -> Any:
    if failures < FREE_ATTEMPTS:
        return None
    doublings = min(failures - FREE_ATTEMPTS, 10)
    return now + min(_FIRST_WAIT * 2**doublings, _LONGEST_WAIT)


def _seconds_to_wait(retry_at: datetime | None, now: datetime) -> int:
    # Later than we ever ask for means that the clock has been set back.
    if retry_at is None or not now < retry_at <= now + _LONGEST_WAIT:
        return 0
    return math.ceil((retry_at - now).total_seconds())
