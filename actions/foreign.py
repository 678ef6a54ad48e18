"""A word in the person's own language before an answer in German."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation.understanding import foreign_language_of
from bot.dialogue.context import EMERGENCY, Meant
from bot.dialogue.topics import PERSON_TOPIC

_THANKS = "meta_dank_abschied"


def greet_foreigner(dispatcher: CollectingDispatcher, tracker: Tracker, meant: Meant) -> None:
    """Say in the person's own language that what follows is in German."""
    language = foreign_language_of(tracker)
    if language is None:
        return
    if meant.decision == EMERGENCY:
        dispatcher.utter_message(response=f"utter_language_emergency/{language}")
    elif meant.decision == "handover" and meant.topic == PERSON_TOPIC:
        dispatcher.utter_message(response=f"utter_language_person/{language}")
    elif meant.decision == "smalltalk" and meant.topic == _THANKS:
        dispatcher.utter_message(response=f"utter_language_thanks/{language}")
    elif meant.decision in ("answer", "act", "handover"):
        dispatcher.utter_message(response=f"utter_language/{language}")
