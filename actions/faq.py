"""Answers a question of the knowledge base."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._buttons import CONSULTATION, NONE_OF_THESE
from actions._understanding import entity_values, understanding_of
from bot.knowledge.cards import answer_card
from bot.knowledge.catalogue import Catalogue


class ActionAnswerFaq(SafeRun, Action):
    """Tell the current text of the entry that was understood or chosen."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        """Use ``catalogue`` instead of the shared one."""
        self._catalogue = catalogue

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_answer_faq"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer card, or say that the office has no checked answer."""
        catalogue = self._catalogue or _wiring.catalogue()
        chosen = entity_values(tracker, "faq_id")
        topic = chosen[0] if chosen else understanding_of(tracker).topic
        entry = catalogue.get(topic) if topic else None
        if entry is None:
            dispatcher.utter_message(response="utter_faq_missing")
            return [SlotSet("last_topic", None)]
        card = answer_card(entry, catalogue, _wiring.now().date())
        buttons = [CONSULTATION] if chosen else [CONSULTATION, NONE_OF_THESE]
        dispatcher.utter_message(json_message={**card, "buttons": buttons}, faq_id=entry.id)
        return [SlotSet("last_topic", entry.id)]
