"""Buttons: the payloads of the domain with their German titles."""

from __future__ import annotations

import json

from bot.deadlines.address import deadline_address
from bot.deadlines.lookup import DeadlineQuery
from bot.knowledge.entry import FaqEntry
from bot.texts import text

Button = dict[str, str]

CHOOSE_FAQ = "choose_faq"
"""The intent of a button that chooses an entry."""


def button(title_key: str, intent: str, **entities: str) -> Button:
    """Return a button whose payload names ``intent`` with ``entities``."""
    return titled_button(text(f"buttons.{title_key}"), intent, **entities)


def titled_button(title: str, intent: str, **entities: str) -> Button:
    """Return a button with a title that comes from the knowledge base."""
    payload = f"/{intent}{json.dumps(entities)}" if entities else f"/{intent}"
    return {"title": title, "payload": payload}


def question_button(entry: FaqEntry) -> Button:
    """Return the button that chooses the question of an entry."""
    return titled_button(entry.question, CHOOSE_FAQ, faq_id=entry.id)


def deadlines_button(query: DeadlineQuery) -> Button:
    """Return the button to the deadlines for a query, to all where it restricts nothing."""
    selection = deadline_address(query)
    more = {"selection": selection} if selection else {}
    return titled_button(text("offers.button_deadlines"), "show_deadlines", **more)


CONSULTATION = button("consultation", "request_consultation")
NONE_OF_THESE = button("none_of_these", "none_of_these")
SOMETHING_ELSE = button("something_else", "none_of_these")
HUMAN = button("human", "request_human")
CANCEL = button("cancel", "stop")
FIT_CHECK = button("fit_check", "start_fit_check")
