"""Asks back when several topics fit, and admits it when none does."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._buttons import HUMAN, SOMETHING_ELSE, titled_button
from actions._understanding import understanding_of
from bot.knowledge.catalogue import Catalogue


class ActionClarify(SafeRun, Action):
    """Offer the questions that may be meant, in users' words."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        """Use ``catalogue`` instead of the shared one."""
        self._catalogue = catalogue

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_clarify"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the candidates as buttons, with ways out."""
        catalogue = self._catalogue or _wiring.catalogue()
        found = map(catalogue.get, understanding_of(tracker).candidates)
        buttons = [
            titled_button(entry.question, "choose_faq", faq_id=entry.id)
            for entry in found
            if entry is not None
        ]
        if buttons:
            dispatcher.utter_message(
                response="utter_clarify", buttons=[*buttons, SOMETHING_ELSE, HUMAN]
            )
        else:
            dispatcher.utter_message(response="utter_unclear")
        return []


class ActionFallback(SafeRun, Action):
    """Admit that the message was not understood and offer ways on."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_fallback"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the fallback with its buttons."""
        del tracker
        dispatcher.utter_message(response="utter_fallback")
        return []
