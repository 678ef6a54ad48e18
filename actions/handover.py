"""Offers a person of the office: for single cases and for everyone who asks."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeReply
from actions._case import tell_case
from actions._request import begin_request
from actions._understanding import understanding_of
from actions._uttered import Uttered

_YES = "affirm"


class ActionOfferHandover(SafeReply, Action):
    """Say what is safe to say about a single case, and offer to take it down."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_offer_handover"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the entry of the case, or the office's contact, and the offer."""
        if understanding_of(tracker).decision:
            return super().respond(dispatcher, tracker)
        return Uttered([], tell_case(dispatcher, _wiring.catalogue(), None))


class ActionAcceptOffer(SafeReply, Action):
    """Begin the form for whoever says yes to the offer, and nothing but yes."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_accept_offer"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Return the events that begin the form; "ok und wo Antrag?" gets its answer instead."""
        if understanding_of(tracker).intent != _YES:
            return super().respond(dispatcher, tracker)
        return Uttered(begin_request(dispatcher, tracker))
