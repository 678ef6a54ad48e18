"""The numbers beside a message of the form are told in the person's language first."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.consultation_form import ValidateConsultationForm

HINT = "utter_emergency_hint"


def told_beside(said: str, language: str | None) -> list[str]:
    """Return the names of the responses to a message at the question for the subject."""
    understanding = {"decision": "clarify", "topic": "meta_unklar", "is_concerning": True}
    message: dict[str, Any] = {
        "text": said,
        "intent": {"name": "clarify"},
        "entities": [],
        "understanding": understanding,
        **({} if language is None else {"language": language, "is_language_sure": True}),
    }
    slots = {"requested_slot": "consultation_topic"}
    active = {"name": "consultation_form"}
    tracker = Tracker("t", slots, message, [], False, None, active, "x")
    dispatcher = CollectingDispatcher()
    events = ValidateConsultationForm().run(dispatcher, tracker, {})
    # What was written is kept, whatever is told beside it.
    kept = {event["name"]: event["value"] for event in events}
    assert kept["consultation_topic"] == said
    return [m["response"] for m in dispatcher.messages if m.get("response")]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("grup lideri gece kızıma dokundu", "tr"),
        ("our group leader touched my daughter", "en"),
    ],
)
def test_the_hint_is_told_in_ones_own_language(said: str, language: str) -> None:
    assert told_beside(said, language) == [f"utter_language_emergency/{language}", HINT]


def test_in_german_the_hint_stands_alone() -> None:
    assert told_beside("der Leiter hat meine Tochter angefasst", None) == [HINT]
