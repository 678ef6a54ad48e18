"""What was before somebody took a request over, so that one press of a key can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.consultations.models import RequestEvent, RequestState
from bot.desk.requests.presence import HARMLESS

_ASSIGNED = "assigned:"
_NOBODY = "unassigned"
_BEGUN = f"state:{RequestState.IN_PROGRESS.value}"


@dataclass(frozen=True)
class Before:
    """Who had the request before, and whether nobody had begun it."""

    assignee: str | None
    was_new: bool


def before_taking(events: Sequence[RequestEvent], username: str) -> Before | None:
    """Return what was before ``username`` took it over; None if anything else happened since."""
    changes = [event for event in events if event.what not in HARMLESS]
    was_new = bool(changes) and (changes[-1].what, changes[-1].actor) == (_BEGUN, username)
    if was_new:
        changes.pop()
    taken = changes.pop() if changes else None
    if taken is None or (taken.what, taken.actor) != (f"{_ASSIGNED}{username}", username):
        return None
    return Before(_last_assignee(changes), was_new)


def _last_assignee(changes: Sequence[RequestEvent]) -> str | None:
    for event in reversed(changes):
        if event.what == _NOBODY:
            return None
        if event.what.startswith(_ASSIGNED):
            return event.what.removeprefix(_ASSIGNED)
    return None
