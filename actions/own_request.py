"""Leads to a request that is there already: its state, additions, withdrawal, erasure."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._cards import utter_card
from actions._reply import Uttered
from actions._understanding import message_of
from bot.consultations.references import find_references
from bot.intake.own_request import own_request_card


class ActionShowOwnRequest(SafeRun, Action):
    """Show the way to the request; no PIN ever comes this far (docs/adr/0015)."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_own_request"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the card for the reference that was named, if there was one."""
        reference = next(iter(find_references(message_of(tracker).text)), None)
        utter_card(dispatcher, own_request_card(reference, _wiring.site()))
        return Uttered([])
