"""Messages as a template can read them, whatever their card was like on the day it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.channels.messages import BotMessage
from bot.conversations.models import StoredMessage


class _Card(dict[str, Any]):
    """Content of a message for the template; what a card of that day did not have is None."""

    def __missing__(self, _key: str) -> None:
        return None


def readable(message: StoredMessage) -> StoredMessage:
    """Return a stored message, whose payload gives None for each key that it does not have."""
    return replace(message, payload=_card(message.payload))


def readable_greeting(messages: Sequence[BotMessage]) -> Sequence[Mapping[str, Any]]:
    """Return the payloads of messages that are stored nowhere yet."""
    return [_card(message.as_dict()) for message in messages]


def _card(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Card({key: _card(one) for key, one in value.items()})
    return [_card(one) for one in value] if isinstance(value, list | tuple) else value
