"""Buttons: the payloads of the domain with their German titles."""

from __future__ import annotations

import json

from bot.texts import text

Button = dict[str, str]


def button(title_key: str, intent: str, **entities: str) -> Button:
    """Return a button whose payload names ``intent`` with ``entities``."""
    return titled_button(text(f"buttons.{title_key}"), intent, **entities)


def titled_button(title: str, intent: str, **entities: str) -> Button:
    """Return a button with a title that comes from the knowledge base."""
    payload = f"/{intent}{json.dumps(entities)}" if entities else f"/{intent}"
    return {"title": title, "payload": payload}


CONSULTATION = button("consultation", "request_consultation")
NONE_OF_THESE = button("none_of_these", "none_of_these")
SOMETHING_ELSE = button("something_else", "none_of_these")
HUMAN = button("human", "request_human")
CANCEL = button("cancel", "stop")
FIT_CHECK = button("fit_check", "start_fit_check")
