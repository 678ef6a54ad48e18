"""Shows deadlines and events."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeReply
from actions.conversation.messages import entity_value
from actions.conversation.understanding import understanding_of
from actions.conversation.uttered import Uttered


class ActionShowDeadlines(SafeReply, Action):
    """Show the deadlines for what was asked, or for what was asked before."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the deadlines card and remember what it was about."""
        if understanding_of(tracker).decision:
            return super().respond(dispatcher, tracker)
        about, selection = (entity_value(tracker, name) for name in ("about", "selection"))
        return self.answers(dispatcher, tracker).choose_deadlines(about, selection or "")


class ActionShowEvents(SafeReply, Action):
    """Show the coming events of the office, or say that none is known."""
