"""A form that cannot read an answer apologises and asks again, and leaves other forms alone."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions.consultation_form import ValidateConsultationForm
from actions.fit_check import ValidateFitCheckForm


@pytest.mark.parametrize(
    ("form", "own", "foreign"),
    [
        (ValidateConsultationForm, "consultation_period", "fit_period"),
        (ValidateFitCheckForm, "fit_period", "consultation_period"),
    ],
)
def test_the_open_question_is_asked_again(
    form: type[Any], own: str, foreign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError

    monkeypatch.setattr(_wiring, "fit", fail)
    for requested, events in ((own, [SlotSet(own, None)]), (foreign, [])):
        dispatcher = CollectingDispatcher()
        message = {"text": "Im Juli", "intent": {"name": "x"}, "entities": []}
        slots = {"requested_slot": requested}
        tracker = Tracker("test", slots, message, [], False, None, {}, "x")
        assert form().run(dispatcher, tracker, {}) == events
        assert [m["response"] for m in dispatcher.messages] == ["utter_action_failed"]
