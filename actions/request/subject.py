"""Offers the answer that is there already to a subject that was told as a question."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.buttons import Button, deadlines_button, question_button
from actions.conversation.understanding import heard_from
from bot.deadlines.lookup import DeadlineQuery
from bot.dialogue.context import Heard
from bot.dialogue.hints import asks_on
from bot.texts import text


def offer_answer(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Utter the button to an answer, where a subject asks something that has one."""
    heard = heard_from(tracker)
    button = _button(heard) if asks_on(heard.text) else None
    if button is not None:
        dispatcher.utter_message(text=text("intake.answer_is_there"), buttons=[button])


def _button(heard: Heard) -> Button | None:
    if heard.decision == "act":
        query = DeadlineQuery(programmes=heard.programmes, countries=heard.countries)
        return deadlines_button(query)
    is_answered = heard.decision == "answer" and heard.topic is not None
    entry = wiring.catalogue().get(heard.topic) if heard.topic and is_answered else None
    return None if entry is None else question_button(entry)
