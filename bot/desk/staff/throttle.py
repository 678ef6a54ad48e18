"""Slows down guessing of passwords without locking out the person who knows the password."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MAX_KEYS = 20_000
FORGET_AFTER_SECONDS = 3600.0


@dataclass(frozen=True)
class DelayRule:
    """How many failures are free, and how long the growing delay gets at most."""

    free_failures: int
    longest_seconds: float


# One address, or one known device: people mistype, machines go on.
CLIENT_RULE = DelayRule(free_failures=5, longest_seconds=900)
# All unknown devices together, for guessing from many addresses.
ACCOUNT_RULE = DelayRule(free_failures=20, longest_seconds=180)


@dataclass
class _Failures:
    count: int
    last_at: float


class LoginThrottle:
    """Counts failures per client and per account; a known device has a count of its own."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Use a clock in seconds that never goes back."""
        self._clock = clock
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def attempt(self, username: str, address: str, known_device: str | None) -> int:
        """Return 0 if a guess may be checked now, or how many seconds to wait.

        The guess counts as a failure at once: many guesses at the same moment would otherwise all
        pass before the first one is known to be wrong. ``succeeded`` takes it back.
        """
        rules = _rules(username, address, known_device)
        wait = math.ceil(max(self._delay(key, rule) for key, rule in rules.items()))
        if wait == 0:
            for key in rules:
                self._count(key)
        return wait

    def succeeded(self, username: str, address: str, known_device: str | None) -> None:
        """Take back the last guess; a device whose owner signed in starts anew."""
        for key in _rules(username, address, known_device):
            failures = self._failures.get(key)
            if failures is not None:
                failures.count -= 1
        if known_device is not None:
            self._failures.pop(_device_key(known_device), None)

    def _count(self, key: str) -> None:
        now = self._clock()
        failures = self._failures.setdefault(key, _Failures(0, now))
        if now - failures.last_at > FORGET_AFTER_SECONDS:
            failures.count = 0
        failures.count += 1
        failures.last_at = now
        self._failures.move_to_end(key)
        if len(self._failures) > MAX_KEYS:
            self._failures.popitem(last=False)

    def _delay(self, key: str, rule: DelayRule) -> float:
        failures = self._failures.get(key)
        if failures is None or failures.count < rule.free_failures:
            return 0.0
        since = self._clock() - failures.last_at
        if since > FORGET_AFTER_SECONDS:
            return 0.0
        exponent = min(failures.count - rule.free_failures, 20)
        return max(0.0, min(2.0**exponent, rule.longest_seconds) - since)


def _rules(username: str, address: str, known_device: str | None) -> dict[str, DelayRule]:
    if known_device is not None:
        return {_device_key(known_device): CLIENT_RULE}
    return {f"address {address}": CLIENT_RULE, f"account {username}": ACCOUNT_RULE}


def _device_key(token: str) -> str:
    return f"device {token}"
