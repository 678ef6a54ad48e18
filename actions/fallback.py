"""Asks back when several topics fit, and admits it when none does."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._asking_back import offered_question
from actions._base import SafeReply
from actions._reply import Uttered
from actions._understanding import understanding_of

_YES = "affirm"


class ActionClarify(SafeReply, Action):
    """Offer the questions that may be meant, unless the conversation tells which."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_clarify"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the questions; a "ja" to the only one of them gets its answer."""
        if understanding_of(tracker).intent != _YES:
            return super().respond(dispatcher, tracker)
        offered = offered_question(tracker)
        if offered is not None:
            return self.responder(dispatcher, tracker).choose(offered)
        dispatcher.utter_message(response="utter_unclear")
        return Uttered([])


class ActionFallback(SafeReply, Action):
    """Admit that the message was not understood, unless the conversation tells what it means."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_fallback"


class ActionTellLimits(SafeReply, Action):
    """Say what the assistant is not there for, unless the conversation tells what is meant."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_tell_limits"
