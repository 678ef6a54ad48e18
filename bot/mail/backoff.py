"""Why a mail did not go out, when to try again, and when to give up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.mail.transports import MailError, PermanentMailError

GIVE_UP_AFTER = timedelta(days=7)
# Age alone is no reason: if the worker itself was off for a week, or somebody set the clock, the
# mail has had no chance yet. So many attempts take at least three days.
_MIN_ATTEMPTS = 100
# With the jitter, the longest wait is an hour.
_FIRST_SECONDS, _LONGEST_SECONDS = 60, 2880
# Up to a quarter on top keeps mails that failed together from coming back together.
_JITTER = 0.25
_MOST_CODE_CHARACTERS = 60
"""What the narrowest column for a code holds."""


@dataclass(frozen=True)
class Failure:
    """Why a mail did not go out; ``code`` quotes neither server nor mail."""

    code: str
    is_final: bool


def failure_of(error: Exception) -> Failure:
    """Return what an error means for the mail: only a refusal by the server is final."""
    if isinstance(error, MailError):
        return Failure(error.code, is_final=isinstance(error, PermanentMailError))
    # The type only: message and traceback of an unknown error may quote the mail.
    code = f"unexpected_{type(error).__name__}"[:_MOST_CODE_CHARACTERS]
    return Failure(code, is_final=False)


def due_again(
    failure: Failure, attempts: int, created_at: datetime, now: datetime, rng: random.Random
) -> datetime | None:
    """Return when to try a mail again after so many attempts; None means to give it up."""
    if failure.is_final or is_hopeless(attempts, now - created_at):
        return None
    return now + retry_delay(attempts, rng)


def retry_delay(attempts: int, rng: random.Random) -> timedelta:
    """Return the wait after so many attempts: it doubles from one minute up to one hour."""
    # The exponent is capped because a mail with thousands of attempts would overflow.
    nominal = min(_FIRST_SECONDS * 2 ** min(attempts - 1, 10), _LONGEST_SECONDS)
    return timedelta(seconds=nominal * (1 + _JITTER * rng.random()))


def is_hopeless(attempts: int, age: timedelta) -> bool:
    """Tell whether a mail has been tried for long enough and often enough."""
    return age >= GIVE_UP_AFTER and attempts >= _MIN_ATTEMPTS
