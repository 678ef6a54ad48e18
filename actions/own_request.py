"""Leads to a request that is there already: its state, additions, withdrawal, erasure."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._reply import Uttered
from bot.consultations.references import find_references
from bot.intake.own_request import own_request_card


class ActionShowOwnRequest(SafeRun, Action):
    """Show the way to the request; no PIN ever comes this far (docs/adr/0015)."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_own_request"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the card for the reference that was named, if there was one."""
        said = str((tracker.latest_message or {}).get("text") or "")
        found = find_references(said)
        reference = found[0] if found else None
        card = own_request_card(reference, _wiring.site())
        dispatcher.utter_message(json_message=card, card=card["card"])
        return Uttered([])
