"""Leaves the consultation form: for the moment, or for good."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeRun, ended_form
from actions.buttons import titled_button
from actions.conversation.uttered import Uttered
from actions.request.sheet import PAUSED_SLOT, emptied_slots
from bot.intake.request.sheet import FORM
from bot.texts import text


class ActionCancelConsultation(SafeRun, Action):
    """Stop the form; what was entered waits in case the person goes on after all."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter that nothing was sent, with the ways on."""
        del tracker
        buttons = [
            titled_button(text("intake.button_resume"), "request_consultation"),
            titled_button(text("intake.button_discard"), "discard_consultation"),
        ]
        dispatcher.utter_message(response="utter_consultation_cancelled", buttons=buttons)
        return Uttered([SlotSet(PAUSED_SLOT, True), *ended_form()])


class ActionDiscardConsultation(SafeRun, Action):
    """Forget what was entered."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter that nothing is left; another form that is under way goes on."""
        dispatcher.utter_message(response="utter_consultation_discarded")
        is_ours = tracker.active_loop_name == FORM
        return Uttered([*emptied_slots(), *(ended_form() if is_ours else [])])
