"""A result of the Passt-das-Check above, and a message that changes something in it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers.check_offer import changed_check

RESULT = {"event": "bot", "data": {"custom": {"card": "facts", "title": "Passt-das-Check"}}}
OTHER = {"event": "bot", "data": {"custom": {"card": "facts", "title": "DPJW: Alter"}}}
QUERY = "land=PL&format=jugendbegegnung&teilnehmende=16&traeger=verein&dachverband=nein"


def changed(said: str, above: dict[str, Any] = RESULT, query: str | None = QUERY) -> Any:
    """Return the slots that are set, the next action, and what is uttered."""
    events = [{"event": "user", "text": "nein"}, above, {"event": "user", "text": said}]
    message = {"text": said, "intent": {"name": "faq"}, "entities": []}
    tracker = Tracker("t", {"fit_result": query}, message, events, False, None, {}, "x")
    dispatcher = CollectingDispatcher()
    found = changed_check(dispatcher, tracker)
    slots = {event["name"]: event["value"] for event in found if event["event"] == "slot"}
    actions = [event["name"] for event in found if event["event"] == "followup"]
    return slots, actions, [message["text"] for message in dispatcher.messages]


def test_the_result_is_shown_anew_with_the_new_number() -> None:
    slots, actions, told = changed("das mit den 16 stimmt nicht, wir sind 18")
    assert actions == ["action_show_fit_check"]
    assert (slots["fit_group"], slots["fit_country"], slots["fit_umbrella"]) == ("18", "PL", "nein")
    assert told == ["Notiert: Teilnehmende aus Ihrer Gruppe: 18 Personen."]


@pytest.mark.parametrize(
    ("said", "above", "query"),
    [
        ("das mit den 16 stimmt nicht, wir sind 18", OTHER, QUERY),
        ("das mit den 16 stimmt nicht, wir sind 18", RESULT, None),
        ("sind 18 statt 16 auch möglich?", RESULT, QUERY),
        ("danke", RESULT, QUERY),
        ("\x00\ud800", RESULT, QUERY),
    ],
)
def test_nothing_else_shows_it_anew(said: str, above: dict[str, Any], query: str | None) -> None:
    assert changed(said, above, query) == ({}, [], [])
