"""Reads single values of addresses and forms; what makes no sense counts as not given."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

LAST_PAGE = 10_000

E = TypeVar("E", bound=Enum)


def member(kind: Iterable[E], raw: str | None) -> E | None:
    """Return what stands for ``raw`` in an enumeration."""
    return next((item for item in kind if item.value == raw), None)


def whole_number(raw: str, most_digits: int) -> int | None:
    """Return the number that consists of no more than so many digits."""
    is_number = raw.isascii() and raw.isdigit() and len(raw) <= most_digits
    return int(raw) if is_number else None


def page_number(raw: str) -> int:
    """Return the number of a page in an address, 1 for what is none."""
    return min(whole_number(raw, len(str(LAST_PAGE))) or 1, LAST_PAGE)


def one_line(raw: str) -> str:
    """Return the text on one line, a question mark for what cannot be shown or sent on."""
    # That is a single surrogate.
    return " ".join(raw.encode("utf-8", "replace").decode("utf-8").split())
