"""Payloads that the channel itself answers; Rasa never sees them."""

from __future__ import annotations

from bot.reminders.models import Target, TargetKind

_MARK = "!"
_BETWEEN = ","

SIMPLE, FULL = "simple", "full"
REMIND, CALENDAR = "remind", "ics"
SUBSCRIBE, END, PROGRAMMES = "sub", "end", "list"
EVENTS_CALENDAR = "ics_events"
NOTICE, IN_CHAT, IN_CHAT_SURE = "notice", "in_chat", "in_chat_sure"


def own_payload(kind: str, *values: str) -> str:
    """Return the payload of a button of ours."""
    return f"{_MARK}{kind}:{_BETWEEN.join(values)}"


def read_own(payload: str) -> tuple[str, list[str]] | None:
    """Return kind and values, None if the payload is one of Rasa's."""
    if not payload.startswith(_MARK):
        return None
    kind, _, values = payload.removeprefix(_MARK).partition(":")
    return kind, [value for value in values.split(_BETWEEN) if value]


def subscribe_payload(target: Target) -> str:
    """Return the payload of a button that begins a subscription."""
    return own_payload(SUBSCRIBE, target.kind.value, target.id)


def target_of(values: list[str]) -> Target | None:
    """Return what a button would subscribe to."""
    if not values or values[0] not in {kind.value for kind in TargetKind}:
        return None
    return Target(TargetKind(values[0]), values[1] if len(values) > 1 else "")
