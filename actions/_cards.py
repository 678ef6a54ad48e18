"""Utters a card."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import Button
from bot.knowledge.cards import Card


def utter_card(
    dispatcher: CollectingDispatcher, card: Card, buttons: Sequence[Button] | None = None
) -> None:
    """Utter a card, with ``buttons`` where they are to be added."""
    shown = card if buttons is None else {**card, "buttons": list(buttons)}
    dispatcher.utter_message(json_message=shown, card=card["card"])
