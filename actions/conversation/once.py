"""What several parts of one answer need of a conversation is read once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from weakref import finalize

from rasa_sdk import Tracker

T = TypeVar("T")


def once(kept: dict[int, T], tracker: Tracker, read: Callable[[Tracker], T]) -> T:
    """Return what ``read`` tells of a tracker, from ``kept`` if it was asked before.

    Each action has a tracker of its own. It cannot be hashed, so its id is the key, and what was
    read goes with it.
    """
    key = id(tracker)
    if key not in kept:
        kept[key] = read(tracker)
        finalize(tracker, kept.pop, key, None)
    return kept[key]
