"""What the assistant asked last, told by the buttons and cards of its latest turn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.conversations.models import Role, StoredMessage

EXPLAIN = "/explain_field"
ASKS = "asks"
PIN = "pin"
_NOT_TYPED = ("/affirm", "/deny", "/none_of_these", "/resume_assistant")


def latest_turn(history: Sequence[StoredMessage]) -> list[StoredMessage]:
    """Return what was said since the person spoke last."""
    turn: list[StoredMessage] = []
    for message in reversed(history):
        if message.role is Role.USER:
            break
        turn.insert(0, message)
    return turn


def open_field(history: Sequence[StoredMessage]) -> str | None:
    """Return the field of the consultation form that is asked for.

    Every question of the form has a button that explains why that field is asked.
    """
    for message in reversed(latest_turn(history)):
        for button in message.payload.get("buttons", ()):
            if str(button["payload"]).startswith(EXPLAIN):
                return _field(str(button["payload"]).removeprefix(EXPLAIN))
    return None


def asked_reference(history: Sequence[StoredMessage]) -> str | None:
    """Return the reference whose PIN is asked for."""
    for message in reversed(latest_turn(history)):
        if message.payload.get(ASKS) == PIN:
            return str(message.payload.get("reference"))
    return None


def own_reference(history: Sequence[StoredMessage]) -> str | None:
    """Return the reference of the request that was told last: in a receipt or a card about it."""
    told = (m.payload.get("reference") for m in reversed(history) if m.role is not Role.USER)
    return next((str(reference) for reference in told if reference), None)


def typed_choice(history: Sequence[StoredMessage], said: str) -> str:
    """Return the payload of the button below the latest turn whose title is typed, else empty.

    What has a meaning of its own at the door, a consent above all, is only chosen by its button.
    """
    wanted = _plain(said)
    for message in latest_turn(history):
        for button in message.payload.get("buttons", ()):
            payload = str(button["payload"])
            if wanted and _plain(str(button["title"])) == wanted and payload not in _NOT_TYPED:
                return payload
    return ""


def _plain(said: str) -> str:
    return " ".join(said.casefold().split()).strip(" .!")


def _field(entities: str) -> str | None:
    try:
        read: Any = json.loads(entities)
    except (ValueError, RecursionError):
        return None
    field = read.get("field") if isinstance(read, dict) else None
    return field if isinstance(field, str) else None
