"""Tells how long something takes that stands above: "wie lange dauert das?" below a visa."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.passages import EntryPassages
from actions.answers.same_answer import was_just_told
from actions.buttons import CONSULTATION, HUMAN
from actions.conversation.messages import message_of
from actions.conversation.understanding import context_of
from bot.dialogue.aspects import ASPECT_OF_TOPIC
from bot.dialogue.meaning.again import is_about_money
from bot.dialogue.passages.open_questions import asks_how_long_it_takes
from bot.texts import text


def tell_length(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Utter how long takes what the entry above is about; false where nothing says so.

    Below money and journeys it is the length of the journey that is asked for.
    """
    before, question = context_of(tracker), message_of(tracker).text
    if before is None or before.decision != "answer" or not was_just_told(tracker, before.topic):
        return False
    is_of_journey = before.topic in ASPECT_OF_TOPIC or is_about_money(before)
    entry = wiring.catalogue().get(before.topic)
    if entry is None or is_of_journey or not asks_how_long_it_takes(question):
        return False
    passages = EntryPassages(entry, question)
    passage = passages.answering() or passages.telling_length()
    if passage is None:
        return False
    said = text("chat.nearest", passages=passage.text)
    dispatcher.utter_message(text=said, buttons=[CONSULTATION, HUMAN])
    return True
