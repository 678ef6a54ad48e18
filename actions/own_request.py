"""Leads to a request that is there already: its state, additions, withdrawal, erasure."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._cards import utter_card
from actions._knowledge import Uttered
from actions._own_request import tell_own_request
from actions._request import begin_request
from actions._sources import has_cards, tell_sources
from actions._understanding import message_of
from bot.consultations.references import find_references
from bot.dialogue.provenance import asks_for_provenance
from bot.intake.directions import wants_to_go_on
from bot.intake.own_request import own_request_card


class ActionShowOwnRequest(SafeRun, Action):
    """Show the way to the request; no PIN ever comes this far (docs/adr/0015)."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_own_request"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the card for the reference that was named, if there was one."""
        said = message_of(tracker).text
        reference = next(iter(find_references(said)), None)
        if reference is None and asks_for_provenance(said) and has_cards(tracker):
            # "Stand?" below an answer is the state of that answer.
            tell_sources(dispatcher, tracker)
            return Uttered([])
        if reference is None and wants_to_go_on(said):
            # "Zurück zur Anfrage" after a break is about the one in the making.
            return Uttered(begin_request(dispatcher, tracker))
        if reference is not None or not tell_own_request(dispatcher, tracker):
            utter_card(dispatcher, own_request_card(reference, _wiring.site()))
        return Uttered([])
