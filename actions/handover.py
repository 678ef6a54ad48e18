"""Offers a person of the office: for single cases and for everyone who asks."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._buttons import CONSULTATION
from actions._understanding import understanding_of
from bot.knowledge.cards import answer_card, contact_card
from bot.knowledge.catalogue import Catalogue


class ActionOfferHandover(SafeRun, Action):
    """Say what is safe to say about a single case, and offer to take it down."""

    offers_consultation = True

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        """Use ``catalogue`` instead of the shared one."""
        self._catalogue = catalogue

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_offer_handover"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the entry of the case, or the office's contact, and the offer."""
        catalogue = self._catalogue or _wiring.catalogue()
        topic = understanding_of(tracker).topic
        entry = catalogue.get(topic) if topic else None
        if entry is None:
            dispatcher.utter_message(response="utter_contact")
            card = contact_card(_wiring.office(), _wiring.form_url())
            dispatcher.utter_message(json_message={**card, "buttons": [CONSULTATION]})
            return [SlotSet("last_topic", topic)]
        card = answer_card(entry, catalogue, _wiring.now().date())
        dispatcher.utter_message(json_message=card, faq_id=entry.id)
        dispatcher.utter_message(response="utter_handover_offer", buttons=[CONSULTATION])
        return [SlotSet("last_topic", entry.id)]
