"""What a message or click that comes a second time was answered with the first time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.models import Role, StoredMessage
from bot.gateway.chat.discretion import is_stored_receipt

SEND_PAYLOAD = "/affirm"
"""The click that sends a consultation request."""


def answers_to(history: Sequence[StoredMessage], key: str | None) -> list[StoredMessage] | None:
    """Return what was answered to the message with this key; None if it is new."""
    if key is None:
        return None
    answers: list[StoredMessage] | None = None
    for message in history:
        if message.role is Role.USER:
            if answers is not None:
                break
            answers = [] if message.payload.get("key") == key else None
        elif answers is not None:
            answers.append(message)
    return answers


def receipt_for(history: Sequence[StoredMessage], payload: str) -> list[StoredMessage] | None:
    """Return the receipt that the same click has brought already; None for any other click."""
    if payload != SEND_PAYLOAD:
        return None
    turns = [place for place, message in enumerate(history) if message.role is Role.USER]
    latest = history[turns[-1] :] if turns else []
    is_repeated = bool(latest) and latest[0].payload.get("payload") == SEND_PAYLOAD
    has_receipt = any(is_stored_receipt(message) for message in latest)
    return list(latest[1:]) if is_repeated and has_receipt else None
