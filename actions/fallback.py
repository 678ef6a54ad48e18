"""Asks back when several topics fit, and admits it when none does."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.asked_title import entry_asked_by_title
from actions.answers.asking_back import offered_question, was_offered_check
from actions.answers.by_number import question_chosen
from actions.answers.own_request import tell_own_request
from actions.answers.reactions import take_word
from actions.base import SafeReply
from actions.conversation.messages import message_of
from actions.conversation.understanding import context_of, understanding_of
from actions.conversation.uttered import Uttered
from actions.request.fit_check import FORM
from bot.dialogue.alarm.relief import ends_emergency
from bot.dialogue.context import EMERGENCY
from bot.dialogue.hints import is_bare_command, reaction_to_answer

_YES, _NO, _STOP = "affirm", "deny", "stop"


class UnsureReply(SafeReply):
    """Answers a message that was not understood, and yet may ask the question of an entry."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Answer by the entry that is asked for word for word, else by what it may mean."""
        asked = entry_asked_by_title(message_of(tracker).text, wiring.catalogue())
        if asked is not None:
            return self.answers(dispatcher, tracker).choose_entry(asked)
        return super().respond(dispatcher, tracker)


class ActionClarify(UnsureReply, Action):
    """Offer the questions that may be meant, unless the conversation tells which."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the questions; a "ja" to the only one of them, or its number, gets its answer."""
        intent = understanding_of(tracker).intent
        if question_chosen(tracker) is not None:
            return super().respond(dispatcher, tracker)
        said = message_of(tracker).text
        before = context_of(tracker)
        ends_alarm = ends_emergency(said, before)
        if intent == _NO and (ends_alarm or reaction_to_answer(said) is not None):
            # "Das stimmt nicht" is about the answer above, "nein, mir geht es gut" about numbers.
            return super().respond(dispatcher, tracker)
        if intent in (_YES, _NO) and before is not None and before.decision == EMERGENCY:
            # "Ja" right after "ich will sterben": nothing was offered but help.
            return super().respond(dispatcher, tracker)
        is_word = intent in (_YES, _NO, _STOP)
        if is_word and tell_own_request(dispatcher, tracker):
            # "Doch nicht", right after a request was sent.
            return Uttered([])
        if intent == _STOP and is_bare_command(said):
            dispatcher.utter_message(response="utter_nothing_to_stop")
            return Uttered([])
        if intent not in (_YES, _NO):
            return super().respond(dispatcher, tracker)
        offered = offered_question(tracker) if intent == _YES else None
        if offered is not None:
            return self.answers(dispatcher, tracker).choose_entry(offered)
        if intent == _YES and was_offered_check(tracker):
            return Uttered([FollowupAction(FORM)])
        take_word(dispatcher, tracker, is_yes=intent == _YES)
        return Uttered([])


class ActionFallback(UnsureReply, Action):
    """Admit that the message was not understood, unless the conversation tells what it means."""


class ActionTellLimits(UnsureReply, Action):
    """Say what the assistant is not there for, unless the conversation tells what is meant."""
