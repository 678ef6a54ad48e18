"""Answers whoever says something to an answer instead of asking: no help, not understood."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers.retelling import Retold
from actions.buttons import CONSULTATION, HUMAN, question_button
from actions.conversation.messages import message_of
from actions.conversation.sent_requests import has_own_request
from actions.conversation.turn import Turn
from actions.conversation.uttered import answers_before, card_of, response_of
from bot.dialogue.context import EMERGENCY, UNSURE, Context, Heard
from bot.dialogue.hints import Reaction, only_approves, reaction_to_answer, speaks_of_sending
from bot.texts import text

_UNHAPPY = "utter_smalltalk/meta_feedback_beschwerde"
_NOTHING_MORE = "utter_nothing_more"
_CHOICES = ("utter_clarify", "utter_not_above")
_ONE_CHOICE = "utter_clarify_one"
_MOST_OTHERS = 3


def reacted(turn: Turn, heard: Heard, before: Context | None) -> bool:
    """Utter what fits a reaction to the last answer; return whether there was one."""
    # "Nein, das andere" may choose the other of two programmes.
    is_open = heard.decision in UNSURE and not heard.names
    reaction = reaction_to_answer(heard.text) if is_open else None
    if reaction is None or before is None or before.decision == EMERGENCY:
        return False
    dispatcher = turn.dispatcher
    if reaction is Reaction.UNHAPPY:
        dispatcher.utter_message(response=_UNHAPPY)
    elif reaction is Reaction.MISUNDERSTOOD:
        _offer_next_best(turn, heard, before)
    elif reaction is Reaction.DROPPED:
        dispatcher.utter_message(response=_NOTHING_MORE)
    elif not Retold(turn).simply(before):
        dispatcher.utter_message(text=text("chat.puzzled"), buttons=[CONSULTATION, HUMAN])
    return True


def _offer_next_best(turn: Turn, heard: Heard, before: Context) -> None:
    """Ask for other words, with the questions that come next to what the person wrote last."""
    near = (topic for topic, _ in heard.after_last if topic != before.topic)
    found = (turn.catalogue.get(topic) for topic in near)
    entries = [entry for entry in found if entry is not None and not entry.is_handover]
    buttons = [question_button(entry) for entry in entries[:_MOST_OTHERS]]
    turn.dispatcher.utter_message(response="utter_rephrase", buttons=buttons)


def approved(
    dispatcher: CollectingDispatcher, tracker: Tracker, heard: Heard, before: Context | None
) -> bool:
    """Take signs of approval ("👍") as an "ok"; return whether the message is nothing else."""
    is_alarm = before is not None and before.decision == EMERGENCY
    if is_alarm or not only_approves(heard.text):
        return False
    take_word(dispatcher, tracker, is_yes=True)
    return True


def take_word(dispatcher: CollectingDispatcher, tracker: Tracker, *, is_yes: bool) -> None:
    """Utter what fits a lone yes or no that nothing was offered for."""
    answers = list(answers_before(tracker))
    names = [response_of(answer) for answer in answers]
    is_proposed = any(card_of(answer).get("is_proposal") for answer in answers)
    if is_yes and speaks_of_sending(message_of(tracker).text) and not has_own_request(tracker):
        # Nobody shall believe that a request is on its way.
        dispatcher.utter_message(text=text("chat.nothing_sent"), buttons=[CONSULTATION, HUMAN])
    elif is_yes and not set(_CHOICES).isdisjoint(names):
        dispatcher.utter_message(response="utter_which_question")
    elif not is_yes and (is_proposed or not {*_CHOICES, _ONE_CHOICE}.isdisjoint(names)):
        dispatcher.utter_message(response="utter_rephrase")
    elif tracker.get_slot("consultation_offered") and not is_yes:
        dispatcher.utter_message(response="utter_offer_declined")
    elif names and "utter_unclear" not in names:
        dispatcher.utter_message(response=_NOTHING_MORE)
    else:
        dispatcher.utter_message(response="utter_unclear")
