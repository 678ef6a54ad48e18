"""Buttons and messages about deadlines, answered from the office's real files."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.deadline import ActionShowDeadlines
from tests.unit.actions.reply_rig import message_of, replied

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)


def choose(context: dict[str, Any] | None = None, **entities: str) -> tuple[list[Any], Any]:
    """Return the messages below a button, and the context after it (None: as before)."""
    message = {
        "text": f"/show_deadlines{json.dumps(entities)}",
        "intent": {"name": "show_deadlines"},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }
    dispatcher = CollectingDispatcher()
    events = [{"event": "user", "text": message["text"]}]
    tracker = Tracker("test", {"context": context}, message, events, False, None, {}, "x")
    set_slots = {e["name"]: e["value"] for e in ActionShowDeadlines().run(dispatcher, tracker, {})}
    return [m.get("custom") or m for m in dispatcher.messages], set_slots.get("context")


def payloads(message: Any) -> list[str]:
    return [button["payload"] for button in message["buttons"]]


def test_without_anything_all_deadlines_are_shown() -> None:
    [card], context = choose()
    assert card["card"] == "deadlines"
    assert (context["topic"], context["decision"], context["selection"]) == (
        "fristen_ueberblick", "act", "",
    )  # fmt: skip


def test_a_selection_is_shown_remembered_and_passed_on() -> None:
    [card], context = choose({"topic": "x", "place": "koeln"}, selection="programm=dpjw&land=PL")
    assert card["asked"] == ["dpjw"]
    assert context["selection"] == "programm=dpjw&land=PL"
    assert (context["programmes"], context["countries"]) == (("dpjw",), ("PL",))
    assert context["place"] == "koeln"
    concerns = [json.loads(p.removeprefix("/show_deadlines")) for p in payloads(card)[:4]]
    assert [c["about"] for c in concerns] == ["calendar", "reminder", "plan", "too_late"]
    assert {c["selection"] for c in concerns} == {"programm=dpjw&land=PL"}


@pytest.mark.parametrize(
    ("about", "title", "wish"),
    [
        ("calendar", "Fristen in Ihrem Kalender", "calendar"),
        ("reminder", "Erinnerung per E-Mail", "reminder"),
        ("too_late", "Frist verpasst bei", "too_late"),
    ],
)
def test_each_button_does_what_it_says(about: str, title: str, wish: str) -> None:
    [card], context = choose(about=about, selection="programm=dpjw")
    assert card["title"].startswith(title)
    assert context["wish"] == wish


def test_a_plan_needs_a_day() -> None:
    [asked], context = choose(about="plan", selection="land=PL&beginn=2027-07-01&ungefaehr=ja")
    assert "Wann soll es losgehen?" in asked["text"]
    assert context["wish"] == "plan"
    [card], _ = choose(about="plan", selection="land=PL&beginn=2027-07-12")
    assert card["title"] == "Ihr Plan vom Beginn zurück"
    assert "12. Juli 2027" in card["intro"]


def test_a_plan_of_the_check_keeps_age_and_group() -> None:
    selection = "land=PL&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=15"
    [card], context = choose(about="plan", selection=f"{selection}&beginn=2027-07-12")
    assert f"/planer?{selection}&beginn=2027-07-12" in card["links"][0]["url"]
    assert "alter_von=14" in context["selection"]


def test_too_late_without_a_programme_asks_for_it() -> None:
    messages, context = choose(about="too_late")
    assert messages[0]["faq_id"] == "frist_verpasst_kurzfristig"
    assert "Nennen Sie mir das Programm" in messages[-1]["text"]
    assert context["topic"] == "frist_verpasst_kurzfristig"


@pytest.mark.parametrize("about", ["events_calendar", "events_reminder"])
def test_events_leave_the_conversation_as_it_was(about: str) -> None:
    [card], context = choose({"topic": "juleica", "decision": "answer"}, about=about)
    assert card["card"] == "facts"
    assert context is None


@pytest.mark.parametrize(
    "selection",
    ["<script>", "\x00\ud800 😀", "programm=nie_gehoert&land=XX", "x" * 5000, "beginn=0000-00-00"],
)
@pytest.mark.parametrize("about", ["", "unsinn", "calendar", "reminder", "plan", "too_late"])
def test_made_up_buttons_are_answered(about: str, selection: str) -> None:
    messages, _ = choose(about=about, selection=selection)
    assert messages
    assert all(message.get("response") != "utter_action_failed" for message in messages)
    assert "<script>" not in json.dumps(messages)


def say(said: str, selection: str) -> list[str]:
    """Return what is told in words, message by message, below the deadlines of a selection."""
    before = {"topic": "fristen_ueberblick", "decision": "act", "selection": selection}
    messages, _ = replied(message_of(said, "act", "fristen_ueberblick"), before=before)
    return [m["custom"]["intro"] if m.get("custom") else m["text"] for m in messages]


@pytest.mark.parametrize(("programme", "is_last"), [("ijfd", True), ("kulturweit", False)])
def test_where_nothing_later_is_known_that_is_said(programme: str, is_last: bool) -> None:
    told = say("und danach?", f"programm={programme}")
    assert any("Eine spätere Frist kenne ich dazu nicht" in one for one in told) is is_last
    assert len(told) == (2 if is_last else 1)


@pytest.mark.parametrize(
    ("said", "begin", "also"),
    [
        (
            "bis mitternacht am 24. dezember?",
            "Mit „Mitternacht am 24. Dezember 2026“",
            "Für diesen Zeitraum kenne ich keine Frist.",
        ),
        (
            "war das nicht am 5. mai, uhrzeit?",
            "Wo eine Uhrzeit bekannt ist",
            "Den 5. Mai kenne ich hier nicht als Termin.",
        ),
    ],
)
def test_the_time_of_day_hides_nothing_else(said: str, begin: str, also: str) -> None:
    [intro] = say(said, "programm=kulturweit")
    assert intro.startswith(begin)
    assert also in intro
