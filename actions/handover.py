"""Offers a person of the office: for single cases and for everyone who asks."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.case import tell_case
from actions.base import SafeReply
from actions.conversation.understanding import understanding_of
from actions.conversation.uttered import Uttered
from actions.request.begin import begin_request

_YES = "affirm"


class ActionOfferHandover(SafeReply, Action):
    """Say what is safe to say about a single case, and offer to take it down."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the entry of the case, or the office's contact, and the offer."""
        if understanding_of(tracker).decision:
            return super().respond(dispatcher, tracker)
        return Uttered([], tell_case(dispatcher, wiring.catalogue(), None))


class ActionAcceptOffer(SafeReply, Action):
    """Begin the form for whoever says yes to the offer, and nothing but yes."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Return the events that begin the form; "ok und wo Antrag?" gets its answer instead."""
        if understanding_of(tracker).intent != _YES:
            return super().respond(dispatcher, tracker)
        return Uttered(begin_request(dispatcher, tracker))
