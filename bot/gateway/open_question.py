"""What the assistant asked last, told by the buttons and cards of its latest turn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.conversations.models import Role, StoredMessage

EXPLAIN = "/explain_field"
ASKS = "asks"
PIN = "pin"


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


def _field(entities: str) -> str | None:
    try:
        read: Any = json.loads(entities)
    except (ValueError, RecursionError):
        return None
    field = read.get("field") if isinstance(read, dict) else None
    return field if isinstance(field, str) else None
