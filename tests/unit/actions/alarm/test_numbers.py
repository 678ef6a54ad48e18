"""The numbers beside other answers: below them, not twice in a row, before the way to a person."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.actions.reply_rig import message_of, replied

HINT = "utter_emergency_hint"
NUMBERS = "utter_emergency/notfall_suizid"
TOLD = {"topic": "notfall_suizid", "decision": "emergency"}


def said(name: str) -> list[dict[str, Any]]:
    return [
        {"event": "user", "text": "vorher"},
        {"event": "bot", "metadata": {"utter_action": name}},
    ]


def reply(
    text: str,
    *earlier: dict[str, Any],
    decision: str = "clarify",
    topic: str = "meta_unklar",
    is_concerning: bool = False,
    names_danger: bool = False,
    before: dict[str, Any] | None = None,
    loop: str | None = None,
) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the names of responses (or cards) uttered, and the events."""
    message = message_of(
        text, decision, topic, is_concerning=is_concerning, names_danger=names_danger
    )
    uttered, events = replied(message, earlier, before, loop)
    return [m.get("response") or m["custom"].get("card", "") for m in uttered], events


def test_the_hint_stands_below_the_answer() -> None:
    names, _ = reply("juleica", decision="answer", topic="juleica", is_concerning=True)
    assert names == ["answer", HINT]


@pytest.mark.parametrize("name", [HINT, NUMBERS])
def test_the_hint_does_not_stand_below_two_answers_in_a_row(name: str) -> None:
    names, _ = reply("juleica", *said(name), decision="answer", topic="juleica", is_concerning=True)
    assert names == ["answer"]
    later = [*said(name), {"event": "user", "text": "danke"}]
    names, _ = reply("juleica", *later, decision="answer", topic="juleica", is_concerning=True)
    assert names == ["answer", HINT]


def test_who_asks_what_to_do_goes_on_with_a_doubtful_alarm() -> None:
    former = {"topic": "juleica", "decision": "answer"}
    doubtful = {**TOLD, "is_doubtful": True, "former": former}
    names, events = reply("was soll ich tun", *said(NUMBERS), before=doubtful)
    assert names == ["utter_emergency_next/notfall_suizid"]
    assert [e["value"]["topic"] for e in events if e.get("name") == "context"] == ["juleica"]
    wanted = {"decision": "answer", "topic": "juleica"}
    assert (
        reply("was kostet die juleica", *said(NUMBERS), before=doubtful, **wanted)[0][0] != NUMBERS
    )


def test_who_was_not_understood_and_asks_what_to_do_after_the_hint_reads_all_numbers() -> None:
    unclear = [*said("utter_clarify"), said(HINT)[1]]
    assert reply("was soll ich tun", *unclear)[0] == ["utter_emergency_next/unclear"]
    assert reply("juleica", *unclear, decision="answer", topic="juleica")[0] == ["answer"]
    assert reply("was soll ich tun", *said("utter_clarify"))[0] == ["utter_unclear"]


def test_the_hint_comes_again_below_what_to_do_now() -> None:
    before = {"topic": "juleica", "decision": "answer"}
    names, _ = reply("was soll ich tun", *said(HINT), before=before)
    assert names[-1] == HINT


def test_where_danger_is_named_the_hint_is_never_held_back() -> None:
    names, _ = reply(
        "raketen", *said(HINT), decision="answer", topic="juleica",
        is_concerning=True, names_danger=True,
    )  # fmt: skip
    assert names == ["answer", HINT]


def test_whoever_is_not_understood_after_the_numbers_sees_the_hint_once() -> None:
    left = {**TOLD, "is_left": True}
    assert reply("äh", *said(NUMBERS), before=left)[0] == ["utter_unclear", HINT]
    assert reply("äh", *said(HINT), before=left)[0] == ["utter_unclear"]


def test_the_numbers_come_before_the_way_to_a_person() -> None:
    assert reply("mensch", before=TOLD)[0] == [NUMBERS, "utter_contact", "contact"]
    assert reply("mensch")[0] == ["utter_contact", "contact"]


def test_a_wish_in_words_begins_the_form_and_keeps_what_was_talked_about() -> None:
    before = {"topic": "juleica", "decision": "answer"}
    names, events = reply("ich möchte eine beratung anfragen", before=before)
    assert names == []
    assert (events[-1]["event"], events[-1]["name"]) == ("followup", "consultation_form")
    contexts = [e["value"]["topic"] for e in events if e.get("name") == "context"]
    assert contexts == ["juleica"]
    names, events = reply("ich möchte eine beratung anfragen", before=TOLD)
    assert names == [NUMBERS]
    assert events[-1]["event"] == "followup"


def test_a_form_that_is_under_way_goes_on() -> None:
    names, events = reply("ich möchte eine beratung", loop="consultation_form")
    assert names == ["utter_consultation_running"]
    assert "followup" not in [event["event"] for event in events]


def test_the_check_ends_for_a_consultation() -> None:
    _, events = reply("ich möchte eine beratung", loop="fit_check_form")
    assert {"event": "active_loop", "name": None, "timestamp": None} in events
    assert {"event": "slot", "name": "fit_country", "value": None, "timestamp": None} in events
    assert events[-1]["name"] == "consultation_form"


def test_whoever_says_that_all_is_well_is_not_told_the_numbers_again() -> None:
    names, events = reply("falscher alarm, alles gut", *said(NUMBERS), before=TOLD)
    assert names == ["utter_emergency_over"]
    assert [e["value"] for e in events if e.get("name") == "context"] == [None]


def test_the_question_beside_a_denial_is_answered() -> None:
    text = "kein notfall, ich will nur wissen was die juleica ist"
    names, events = reply(text, *said(NUMBERS), topic="juleica", before=TOLD)
    assert names == ["answer"]
    contexts = [e["value"] for e in events if e.get("name") == "context"]
    assert contexts[0] is None
    assert contexts[-1]["topic"] == "juleica"
