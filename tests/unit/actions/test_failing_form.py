"""A form that cannot read an answer apologises and asks again, and loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.consultation_form import ValidateConsultationForm
from actions.fit_check import ValidateFitCheckForm

_FORMS = [
    (ValidateConsultationForm, "consultation_period"),
    (ValidateFitCheckForm, "fit_period"),
]


@pytest.fixture(autouse=True)
def _failing_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError

    monkeypatch.setattr(wiring, "fit", fail)


def _tracker(requested: str, **slots: Any) -> Tracker:
    message = {"text": "Im Juli", "intent": {"name": "x"}, "entities": []}
    slots = {"requested_slot": requested, **slots}
    return Tracker("test", slots, message, [], False, None, {}, "x")


@pytest.mark.parametrize(("form", "own"), _FORMS)
def test_the_open_question_is_asked_again(form: type[Any], own: str) -> None:
    foreign = next(slot for _, slot in _FORMS if slot != own)
    for requested, events in ((own, [SlotSet(own, None)]), (foreign, [])):
        dispatcher = CollectingDispatcher()
        assert form().run(dispatcher, _tracker(requested), {}) == events
        assert [m["response"] for m in dispatcher.messages] == ["utter_action_failed"]


@pytest.mark.parametrize(("form", "own"), _FORMS)
def test_what_was_told_before_stays(form: type[Any], own: str) -> None:
    # Somebody went back to the question.
    events = form().run(CollectingDispatcher(), _tracker(own, **{own: "Mai 2027"}), {})
    assert events == [SlotSet(own, "Mai 2027"), SlotSet("requested_slot", own)]


@pytest.mark.parametrize(("form", "own"), _FORMS)
def test_half_an_answer_is_not_told(form: type[Any], own: str) -> None:
    dispatcher = CollectingDispatcher()
    dispatcher.utter_message(response="utter_emergency_hint")
    dispatcher.utter_message(text="Notiert: …")
    form().run(dispatcher, _tracker(own), {})
    said = [m["response"] for m in dispatcher.messages]
    assert said == ["utter_emergency_hint", "utter_action_failed"]
