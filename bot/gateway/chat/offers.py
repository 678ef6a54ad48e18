"""Which buttons a chat may press: those it was shown, and some that are open to everybody."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.messages import BotMessage, Button
from bot.conversations.models import Role, StoredMessage
from bot.texts import text

CHOOSE_FAQ = "/choose_faq"


class PayloadNotOfferedError(Exception):
    """The payload was never offered as a button in this session."""


@dataclass(frozen=True)
class Offer:
    """A button: its title and the message that showed it, None if it is open to everybody."""

    title: str
    message: StoredMessage | None = None


def question_payload(faq_id: str) -> str:
    """Return the payload of a button that asks a question of the knowledge base."""
    return CHOOSE_FAQ + json.dumps({"faq_id": faq_id})


def chosen_question(payload: str) -> str | None:
    """Return the id in a payload of ``question_payload``, None for any other payload."""
    if not payload.startswith(CHOOSE_FAQ):
        return None
    try:
        entities: Any = json.loads(payload.removeprefix(CHOOSE_FAQ))
    except (ValueError, RecursionError):
        return None
    if not isinstance(entities, dict) or not isinstance(entities.get("faq_id"), str):
        return None
    # Nothing may travel along: the payload must be the one that we would have made.
    faq_id: str = entities["faq_id"]
    return faq_id if question_payload(faq_id) == payload else None


class Offers:
    """Finds the offer behind a payload."""

    def __init__(self, always: Mapping[str, str], question_of: Callable[[str], str | None]) -> None:
        """``always`` maps open payloads to titles, ``question_of`` ids to public questions."""
        self._always = always
        self._question_of = question_of

    def find(self, history: Sequence[StoredMessage], payload: str) -> Offer:
        """Return the newest offer of a payload in a chat; reading a question may block.

        Raises:
            PayloadNotOfferedError: this chat was never shown such a button.
        """
        title = self._always.get(payload)
        if title is not None:
            return Offer(title)
        for message in reversed(history):
            for button in message.payload.get("buttons", ()):
                if message.role is Role.BOT and button["payload"] == payload:
                    return Offer(str(button["title"]), message)
        faq_id = chosen_question(payload)
        question = None if faq_id is None else self._question_of(faq_id)
        if question is None:
            raise PayloadNotOfferedError
        return Offer(question)


def next_best(refused: StoredMessage) -> list[BotMessage]:
    """Return the questions that came next when the refused answer was found, to choose from."""
    buttons = tuple(
        Button(str(other["question"]), question_payload(str(other["id"])))
        for other in refused.payload.get("alternatives", ())
    )
    return [BotMessage(text("gateway.next_best"), buttons)] if buttons else []
