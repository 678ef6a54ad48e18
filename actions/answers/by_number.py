"""Finds the questions that were offered, and the one that somebody chooses by its number."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.buttons import CHOOSE_FAQ
from actions.conversation.messages import message_of
from actions.conversation.uttered import answers_before, card_of
from bot.dialogue.meaning.ordinals import place_chosen

_FEWEST = 2


def question_chosen(tracker: Tracker) -> str | None:
    """Return the id of the offered question that the latest message chooses, else None.

    A number only chooses where several questions were offered last.
    """
    place = place_chosen(message_of(tracker).text)
    if place is None:
        return None
    for answer in answers_before(tracker):
        offered = list(questions_offered(answer))
        if len(offered) >= _FEWEST and place < len(offered):
            return offered[place]
    return None


def questions_offered(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the questions that an answer offers by its buttons, in their order."""
    data = answer.get("data") or {}
    for button in [*(data.get("buttons") or []), *(card_of(answer).get("buttons") or [])]:
        name, brace, rest = str(button.get("payload", "")).partition("{")
        if name == f"/{CHOOSE_FAQ}" and brace:
            yield str(json.loads(brace + rest)["faq_id"])
