"""Answers whoever says something to an answer instead of asking: no help, not understood."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import CONSULTATION, HUMAN
from actions._own_request import has_own_request
from actions._understanding import answers_before, message_of, response_of
from bot.dialogue.context import EMERGENCY, Context, Heard
from bot.dialogue.hints import Reaction, reaction_to_answer, speaks_of_sending
from bot.texts import text

_UNSURE = ("clarify", "fallback")
_UNHAPPY = "utter_smalltalk/meta_feedback_beschwerde"
_CHOICES = "utter_clarify"
_ONE_CHOICE = "utter_clarify_one"


def reacted(dispatcher: CollectingDispatcher, heard: Heard, before: Context | None) -> bool:
    """Utter what fits a reaction to the last answer; return whether there was one."""
    reaction = reaction_to_answer(heard.text) if heard.decision in _UNSURE else None
    if reaction is None or before is None or before.decision == EMERGENCY:
        return False
    if reaction is Reaction.UNHAPPY:
        dispatcher.utter_message(response=_UNHAPPY)
    else:
        dispatcher.utter_message(text=text("chat.puzzled"), buttons=[CONSULTATION, HUMAN])
    return True


def take_word(dispatcher: CollectingDispatcher, tracker: Tracker, *, is_yes: bool) -> None:
    """Utter what fits a lone yes or no that nothing was offered for."""
    names = [response_of(answer) for answer in answers_before(tracker)]
    if is_yes and speaks_of_sending(message_of(tracker).text) and not has_own_request(tracker):
        # Nobody shall believe that a request is on its way.
        dispatcher.utter_message(text=text("chat.nothing_sent"), buttons=[CONSULTATION, HUMAN])
    elif is_yes and _CHOICES in names:
        dispatcher.utter_message(response="utter_which_question")
    elif not is_yes and not {_CHOICES, _ONE_CHOICE}.isdisjoint(names):
        dispatcher.utter_message(response="utter_rephrase")
    elif tracker.get_slot("consultation_offered") and not is_yes:
        dispatcher.utter_message(response="utter_offer_declined")
    elif names and "utter_unclear" not in names:
        dispatcher.utter_message(response="utter_nothing_more")
    else:
        dispatcher.utter_message(response="utter_unclear")
