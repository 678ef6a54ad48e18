"""Password hashes and rules for new passwords."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_CHARACTERS = 12
MAX_CHARACTERS = 128
MIN_DIFFERENT_CHARACTERS = 5
# OWASP's smaller argon2id setting: safe, and a login does not starve the other pages.
MEMORY_KIB = 19 * 1024
PASSES = 2


class PasswordProblem(Enum):
    """Why a new password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_SIMPLE = "too_simple"
    NOT_REPEATED = "not_repeated"
    NOT_NEW = "not_new"


@dataclass(frozen=True)
class NewPassword:
    """What somebody typed to change a password."""

    new: str = field(repr=False)
    repeated: str = field(repr=False)
    current: str = field(repr=False)


class Passwords:
    """Hashes and checks passwords; an unknown account takes as long as a wrong password."""

    def __init__(self, memory_kib: int = MEMORY_KIB) -> None:
        """Prepare the hash that stands in for accounts that do not exist."""
        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=memory_kib, parallelism=1)
        self._nobody = self._hasher.hash("")

    def hash(self, password: str) -> str:
        """Return the salted hash to store."""
        return self._hasher.hash(_encoded(password))

    def is_right(self, stored_hash: str | None, password: str) -> bool:
        """Say whether the password belongs to the hash; never true without a hash."""
        try:
            self._hasher.verify(stored_hash or self._nobody, _encoded(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored_hash is not None


def problem_of(typed: NewPassword, username: str) -> PasswordProblem | None:
    """Return what is wrong with a new password, or None."""
    new = typed.new
    if len(new) < MIN_CHARACTERS:
        return PasswordProblem.TOO_SHORT
    if len(new) > MAX_CHARACTERS:
        return PasswordProblem.TOO_LONG
    if len(set(new)) < MIN_DIFFERENT_CHARACTERS or username.casefold() in new.casefold():
        return PasswordProblem.TOO_SIMPLE
    if new != typed.repeated:
        return PasswordProblem.NOT_REPEATED
    if new == typed.current:
        return PasswordProblem.NOT_NEW
    return None


def _encoded(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
