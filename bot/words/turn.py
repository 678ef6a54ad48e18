"""What is read of a message once while it is answered, though a hundred rules look at it.

What people write is personal: nothing of it is kept when the turn is over.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_UNREAD: Any = object()

# What was read in the turn that is being answered, None outside of one.
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("read_in_turn", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Read each text once within this."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once_a_turn(key: Hashable, read: Callable[[], T]) -> T:
    """Return what ``read`` returns, which is called once for a ``key`` within a turn.

    The same object is returned each time: it must be one that nobody changes.
    """
    kept = _read.get()
    if kept is None:
        return read()
    found: T = kept.get(key, _UNREAD)
    if found is _UNREAD:
        found = kept[key] = read()
    return found
