"""Takes an answer to the offer of the Passt-das-Check as its beginning, a change as another one."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.asking_back import was_offered_check
from actions.conversation.messages import message_of
from actions.conversation.understanding import understanding_of
from actions.conversation.uttered import answers_before, card_of
from actions.request.fit_check import last_result, slot_of
from bot.dialogue.wishes.told_facts import only_tells
from bot.fit.shown.wording import case_sentence
from bot.fit.told.answers import answers_from, case_from
from bot.fit.told.reading import is_open, read_named
from bot.fit.told.renumbering import renumbered
from bot.intake.plan.corrections import read_correction
from bot.texts import text

# Longer messages say what they want.
_MOST_WORDS = 8
_SHOW_CHECK = "action_show_fit_check"
_OTHERS = ("handover", "emergency", "smalltalk")


def goes_into_check(tracker: Tracker) -> bool:
    """Say whether the latest message tells what the check would ask: "Spanien", "weiß nicht"."""
    if not was_offered_check(tracker) or tracker.active_loop_name is not None:
        return False
    said = message_of(tracker)
    if understanding_of(tracker).decision in _OTHERS or not only_tells(said.text):
        return False
    fit = wiring.fit()
    is_answer = bool(read_named(said, fit.find_seat, fit.now())) or is_open(said.text)
    return is_answer and len(said.text.split()) <= _MOST_WORDS


def changed_check(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Utter what a message changes in the result above and return the events that show it anew.

    None where no result is above, or nothing of it is changed: "das mit den 16 stimmt nicht, wir
    sind 18", "nein, Frankreich statt Polen".
    """
    titles = {card_of(told).get("title") for told in answers_before(tracker)}
    is_above = text("fit.title") in titles
    result = last_result(tracker) if is_above and tracker.active_loop_name is None else None
    said = message_of(tracker)
    if result is None or not only_tells(said.text):
        return []
    known = answers_from(result.case)
    correction = read_correction(said)
    fit = wiring.fit()
    told = {} if correction is None else read_named(correction.message, fit.find_seat, fit.now())
    changes = {**told, **renumbered(said.text, known)}
    if not changes:
        return []
    noted = case_sentence(case_from(changes, fit.find_seat))
    dispatcher.utter_message(text=text("fit.noted", answers=noted))
    answers = {**known, **changes}
    slots = [SlotSet(slot_of(question), answer) for question, answer in answers.items()]
    return [*slots, FollowupAction(_SHOW_CHECK)]
