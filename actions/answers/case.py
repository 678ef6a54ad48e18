"""Hands a single case over to a person."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.buttons import CONSULTATION
from actions.cards import utter_card, utter_entry
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.shown.cards import contact_card


def tell_case(dispatcher: CollectingDispatcher, catalogue: Catalogue, topic: str | None) -> bool:
    """Utter what is safe to say about a single case, and offer to take it down: always true."""
    entry = catalogue.get(topic) if topic else None
    if entry is None:
        dispatcher.utter_message(response="utter_contact")
        utter_card(dispatcher, contact_card(wiring.office(), wiring.form_url()), [CONSULTATION])
        return True
    utter_entry(dispatcher, entry, catalogue)
    dispatcher.utter_message(response="utter_handover_offer", buttons=[CONSULTATION])
    return True
