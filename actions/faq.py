"""Answers a question of the knowledge base."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeReply
from actions.conversation.messages import entity_values
from actions.conversation.uttered import Uttered


class ActionAnswerFaq(SafeReply, Action):
    """Tell the current text of the entry that was understood or chosen."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the answer card, or say that the office has no checked answer."""
        chosen = entity_values(tracker, "faq_id")
        if not chosen:
            return super().respond(dispatcher, tracker)
        return self.answers(dispatcher, tracker).choose_entry(chosen[0])
