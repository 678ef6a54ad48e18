"""What makes a deadline or an event another one than before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.deadlines.models import Deadline, Event
from bot.deadlines.office.parsing import DeadlineBook


@dataclass(frozen=True)
class Item:
    """A deadline or event: what it says, and when the office checked it last."""

    digest: str
    checked_on: date


def items_of(book: DeadlineBook) -> Mapping[str, Item]:
    """Return every deadline and event by its id.

    The digest changes with what people act on, not with sources, notes or the day of the check.
    """
    found = {d.id: Item(_digest(_deadline(d)), d.checked_on) for d in book.deadlines}
    return {**found, **{e.id: Item(_digest(_event(e)), e.checked_on) for e in book.events}}


def _deadline(deadline: Deadline) -> tuple[object, ...]:
    return (
        deadline.programme.id,
        deadline.action,
        deadline.route.value,
        deadline.members_of,
        deadline.rule,
    )


def _event(event: Event) -> tuple[object, ...]:
    return (
        event.title,
        event.starts_on,
        event.ends_on,
        event.starts_at,
        event.ends_at,
        event.place,
    )


def _digest(parts: tuple[object, ...]) -> str:
    # The repr of our frozen dataclasses names every value.
    return hashlib.sha256(repr(parts).encode()).hexdigest()
