"""When to try again, and when to give up."""

from __future__ import annotations

import random
from datetime import timedelta

GIVE_UP_AFTER = timedelta(days=7)
# Age alone is no reason: if the worker itself was off for a week, or somebody set the clock, the
# mail has had no chance yet. So many attempts take at least three days.
_MIN_ATTEMPTS = 100
_FIRST_SECONDS, _LONGEST_SECONDS = 60, 2880
# Up to a quarter on top keeps mails that failed together from coming back together.
_JITTER = 0.25


def retry_delay(attempts: int, rng: random.Random) -> timedelta:
    """Return the wait after so many attempts: it doubles from one minute up to one hour."""
    # The exponent is capped because a mail with thousands of attempts would overflow.
    nominal = min(_FIRST_SECONDS * 2 ** min(attempts - 1, 10), _LONGEST_SECONDS)
    return timedelta(seconds=nominal * (1 + _JITTER * rng.random()))


def is_hopeless(attempts: int, age: timedelta) -> bool:
    """Tell whether a mail has been tried for long enough and often enough."""
    return age >= GIVE_UP_AFTER and attempts >= _MIN_ATTEMPTS
