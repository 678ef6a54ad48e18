"""The sentence that begins a request is sent along only where it adds something."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.talk import talk_of

QUESTION = {"event": "user", "text": "Was ist ein Workcamp?"}
INTRO = {"event": "bot", "text": "Gern", "metadata": {"utter_action": "utter_consultation_intro"}}
KEY = {"event": "slot", "name": "consultation_key", "value": "chat-1"}


def lines_after(said: str, *more: dict[str, Any], **fields: str) -> list[str]:
    """Return the extract of a talk in which ``said`` begins the form, which takes over fields."""
    slots = [
        {"event": "slot", "name": f"consultation_{field}", "value": value}
        for field, value in fields.items()
    ]
    opening = {"event": "user", "text": said}
    return [line.text for line in talk_of([QUESTION, opening, *more, INTRO, KEY, *slots])]


@pytest.mark.parametrize(
    "said",
    ["Ich möchte eine Beratung", "können Sie mich anrufen?", "Beratung bitte per Telefon"]
    + ["ja bitte", "ja weiter", "ok", "Anfrage weitermachen"],
)
def test_a_bare_wish_is_not_sent_along(said: str) -> None:
    assert lines_after(said) == [QUESTION["text"]]


def test_neither_is_what_the_assistant_says_to_it() -> None:
    greeting = {"event": "bot", "text": "I answer in German."}
    assert lines_after("Ich möchte eine Beratung", greeting) == [QUESTION["text"]]


def test_what_the_form_took_over_is_sent_once() -> None:
    said = "Ich möchte eine Beratung. Wir planen ein Workcamp in Polen. kim@example.org"
    assert lines_after(said, topic="Wir planen ein Workcamp in Polen.") == [QUESTION["text"]]


def test_what_the_form_did_not_take_over_stays() -> None:
    said = "Ich möchte eine Beratung. Wir planen ein Workcamp in Polen."
    assert lines_after(said, partner_country="Polen") == [QUESTION["text"], said]
    assert lines_after(said) == [QUESTION["text"], said]


def test_only_the_opening_is_left_out() -> None:
    # The case that was handed over is subject and description, and what was answered stays.
    case = {"event": "user", "text": "Unser Antrag wurde abgelehnt"}
    answer = {"event": "bot", "text": "Das ist ein Einzelfall."}
    slot = {"event": "slot", "name": "consultation_description", "value": case["text"]}
    kept = [case["text"], answer["text"]]
    for begun in ({"event": "user", "text": "ja gern"}, {"event": "user", "text": "/affirm"}):
        lines = talk_of([case, answer, begun, INTRO, KEY, slot])
        assert [line.text for line in lines] == kept


def test_a_mail_that_is_the_description_is_not_sent_twice() -> None:
    told = "Wir planen ein Workcamp in Polen. Können Sie uns beraten? Sie erreichen mich dienstags."
    said = told.replace(
        " dienstags", " dienstags unter 0203 5556677 oder per Mail an kim@x.example"
    )
    assert lines_after(said, description=told) == [QUESTION["text"]]


def test_a_line_keeps_its_number_however_much_is_asked_beside_the_form() -> None:
    talk = [{"event": "user", "text": f"Frage {number}"} for number in range(40)]
    beside = [
        {
            "event": "user",
            "text": "Was kostet ein Visum?",
            "parse_data": {"intent": {"name": "faq"}, "understanding": {"topic": "visum"}},
        },
        {"event": "action_execution_rejected", "name": "consultation_form"},
    ]
    before = [line.text for line in talk_of([*talk, INTRO, KEY])]
    assert before == [f"Frage {number}" for number in range(10, 40)]
    after = [line.text for line in talk_of([*talk, INTRO, KEY, *beside])]
    assert after == [*before, "Was kostet ein Visum?"]
