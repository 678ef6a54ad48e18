"""Begins the consultation form for whoever asks for advice in words instead of by the button."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._consultation import FORM
from actions._fit import emptied_slots


def begin_request(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Return the events that begin the form; one that is under way goes on by itself."""
    running = tracker.active_loop_name
    if running == FORM:
        dispatcher.utter_message(response="utter_consultation_running")
        return []
    left = [*emptied_slots(), SlotSet("requested_slot", None), ActiveLoop(None)] if running else []
    return [*left, FollowupAction(FORM)]
