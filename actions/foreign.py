"""A word in the person's own language before an answer in German, or instead of it."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation.understanding import foreign_language_of
from actions.conversation.uttered import answers_before, response_of
from bot.dialogue.context import EMERGENCY, Meant
from bot.dialogue.topics import OTHER_LANGUAGE_TOPIC, PERSON_TOPIC

_THANKS, _GREETING = "meta_dank_abschied", "meta_begruessung"
_FIRST, _AGAIN = "utter_language", "utter_language_again"
# A conversation is shorter.
_ALL_MESSAGES = 1000


def greet_foreigner(dispatcher: CollectingDispatcher, tracker: Tracker, meant: Meant) -> None:
    """Say in the person's own language that what follows is in German."""
    if meant.decision == EMERGENCY:
        say_in_language(dispatcher, tracker, "utter_language_emergency")
    elif meant.decision == "handover" and meant.topic == PERSON_TOPIC:
        say_in_language(dispatcher, tracker, "utter_language_person")
    elif meant.decision == "smalltalk" and meant.topic == _THANKS:
        say_in_language(dispatcher, tracker, "utter_language_thanks")
    elif meant.decision in ("answer", "act", "handover"):
        tell_german_follows(dispatcher, tracker)


def tell_german_follows(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say that the answer below is in German, in full only once in a conversation."""
    key = _AGAIN if was_told_in_language(tracker, _FIRST) else _FIRST
    say_in_language(dispatcher, tracker, key)


def welcome_foreigner(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> bool:
    """Answer a greeting, or who asks for their language, in that alone; false for all else."""
    is_greeting = topic in (_GREETING, OTHER_LANGUAGE_TOPIC)
    return is_greeting and say_in_language(dispatcher, tracker, "utter_language_hello")


def say_in_language(dispatcher: CollectingDispatcher, tracker: Tracker, key: str) -> bool:
    """Utter a response in the person's own language; return false for German ones."""
    language = foreign_language_of(tracker)
    if language is None:
        return False
    dispatcher.utter_message(response=f"{key}/{language}")
    return True


def was_told_in_language(tracker: Tracker, key: str) -> bool:
    """Say whether a response was uttered before in this conversation and in this language."""
    wanted = f"{key}/{foreign_language_of(tracker)}"
    told = (response_of(answer) for answer in answers_before(tracker, _ALL_MESSAGES))
    return wanted in told
