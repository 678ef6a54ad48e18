"""Nothing that an editor breaks may hold up an emergency, or an answer that does not need it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.base import SafeRun
from actions.conversation.uttered import Uttered
from actions.reply import Responder
from bot.deadlines.office.book import LiveBook
from bot.glossary.book import LiveGlossary
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.places.book import LivePlaces


@pytest.fixture(autouse=True)
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("glossar.yml", "orte.yml", "deadlines.yml"):
        (tmp_path / name).write_text("terms: [", encoding="utf-8")
    monkeypatch.setattr(wiring, "glossary", lambda: LiveGlossary(tmp_path))
    monkeypatch.setattr(wiring, "places", lambda: LivePlaces(tmp_path))
    monkeypatch.setattr(wiring, "deadlines", lambda: LiveBook(tmp_path))


@pytest.fixture
def no_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> FaqEntry:
        raise OSError

    monkeypatch.setattr(Catalogue, "get", fail)


def reply(text: str, decision: str, topic: str, context: dict[str, Any] | None = None) -> list[Any]:
    message = {
        "text": text,
        "intent": {"name": "x"},
        "entities": [],
        "understanding": {"decision": decision, "topic": topic},
    }
    dispatcher = CollectingDispatcher()
    events = [{"event": "user", "text": text}]
    tracker = Tracker("test", {"context": context}, message, events, False, None, {}, "x")
    Responder(dispatcher, tracker).reply()
    return dispatcher.messages


def test_the_emergency_numbers_come_whatever_is_broken() -> None:
    [message] = reply("Was heißt KJP in Köln?", "emergency", "notfall_suizid")
    assert message["response"] == "utter_emergency/notfall_suizid"


@pytest.mark.usefixtures("no_entries")
def test_the_emergency_numbers_come_without_any_entry() -> None:
    [message] = reply("Ich will nicht mehr leben", "emergency", "notfall_suizid")
    assert message["response"] == "utter_emergency/notfall_suizid"


def test_numbers_that_were_told_stay_when_the_turn_fails_afterwards() -> None:
    class TellsAndFails(SafeRun):
        def name(self) -> str:
            return "tells_and_fails"

        def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
            del tracker
            dispatcher.utter_message(response="utter_emergency/notfall_suizid")
            dispatcher.utter_message(text="half an answer")
            raise OSError

    dispatcher = CollectingDispatcher()
    tracker = Tracker("t", {}, {}, [], False, None, {}, "x")
    TellsAndFails().run(dispatcher, tracker, {})
    told = [message.get("response") for message in dispatcher.messages]
    assert told == ["utter_emergency/notfall_suizid", "utter_action_failed"]


def test_an_answer_comes_without_its_terms_and_place(caplog: pytest.LogCaptureFixture) -> None:
    before = {"topic": "zentralstelle", "decision": "answer", "place": "koeln"}
    [message] = reply("Wer ist in Köln zuständig?", "answer", "foerderung_land_nrw", before)
    card = message["custom"]
    assert (card["card"], card["faq_id"], card["terms"]) == ("answer", "foerderung_land_nrw", [])
    for name in ("glossary is", "places are", "deadlines are"):
        assert f"the {name} not usable" in caplog.text
