"""The JSON of the chat: what clients are told about messages and about the chat itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.conversations.models import StoredMessage
from bot.gateway.chat.human_answers import RESUME_PAYLOAD
from bot.gateway.chat.service import REQUEST_HUMAN_PAYLOAD
from bot.gateway.chat.user_text import MAX_TEXT_CHARACTERS
from bot.gateway.services import GatewayServices


def message_as_json(message: StoredMessage) -> dict[str, Any]:
    """Return a message as clients get it; ``at`` is an ISO moment."""
    return {
        "number": message.number,
        "role": message.role.value,
        "message": dict(message.payload),
        "at": message.created_at.isoformat(),
        "verdict": None if message.verdict is None else message.verdict.value,
        "reason": None if message.reason is None else message.reason.value,
    }


def messages_as_json(messages: Iterable[StoredMessage]) -> list[dict[str, Any]]:
    """Return messages as clients get them."""
    return [message_as_json(message) for message in messages]


def start_as_json(services: GatewayServices) -> dict[str, Any]:
    """Return what a chat shows before anybody has said anything; the same for everybody."""
    return {
        "greeting": [message.as_dict() for message in services.chat.greeting],
        "emergency": [vars(section) for section in services.emergency.overview()],
        "max_characters": MAX_TEXT_CHARACTERS,
        "retention_days": services.settings.chat_retention_days,
        "human": REQUEST_HUMAN_PAYLOAD,
        "resume": RESUME_PAYLOAD,
    }


def questions_as_json(services: GatewayServices) -> list[dict[str, str]]:
    """Return all questions that have an answer, to suggest them while somebody types.

    Clients get the whole list and look in it themselves: nothing that a person types travels
    before it is sent.
    """
    entries = services.content.catalogue.all()
    return [{"id": entry.id, "question": entry.question} for entry in entries]
