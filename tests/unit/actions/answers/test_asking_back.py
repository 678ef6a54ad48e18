"""Asking back: one question or several, and the plan where steps may be wanted."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.asking_back import ask_back, give_up, propose
from actions.conversation.turn import Turn
from actions.fallback import ActionClarify
from tests.unit.actions.reply_rig import message_of, replied


def tracker_of(text: str, intent: str = "clarify", *candidates: str, **more: Any) -> Tracker:
    understanding = {"decision": "clarify", "topic": "x", "candidates": list(candidates)} | more
    message = {
        "text": text,
        "intent": {"name": intent},
        "entities": [],
        "understanding": understanding,
    }
    return Tracker("t", {}, message, [], False, None, {}, "x")


def asked(text: str, *candidates: str) -> tuple[str, list[str]]:
    """Return the response and the titles of its buttons."""
    dispatcher = CollectingDispatcher()
    tracker = tracker_of(text, "clarify", *candidates)
    ask_back(Turn(dispatcher, tracker, wiring.catalogue()))
    [message] = dispatcher.messages
    return message["response"], [button["title"] for button in message["buttons"]]


@pytest.mark.parametrize(
    ("candidates", "response"),
    [
        (("juleica", "fuehrungszeugnis"), "utter_clarify"),
        (("juleica",), "utter_clarify_one"),
        # What has no entry cannot be offered.
        (("juleica", "meta_begruessung"), "utter_clarify_one"),
        ((), "utter_unclear"),
    ],
)
def test_one_question_is_offered_in_the_singular(
    candidates: tuple[str, ...], response: str
) -> None:
    assert asked("karte", *candidates)[0] == response


def test_whoever_may_want_steps_is_offered_the_plan() -> None:
    _, titles = asked("checkliste zum ausdrucken", "newsletter_material", "krisenplan")
    assert titles[-3:] == ["Rückwärts planen", "Etwas anderes", "Mensch sprechen"]
    assert "Rückwärts planen" not in asked("karte", "juleica", "krisenplan")[1]


@pytest.mark.parametrize(
    ("intent", "topic", "response"),
    [
        ("out_of_scope", "oos_allgemein", "utter_out_of_scope/oos_allgemein"),
        ("nlu_fallback", "juleica", "utter_fallback"),
    ],
)
def test_what_cannot_be_answered_is_admitted(intent: str, topic: str, response: str) -> None:
    dispatcher = CollectingDispatcher()
    give_up(dispatcher, tracker_of("wetter", intent, topic=topic))
    assert [message["response"] for message in dispatcher.messages] == [response]


def yes(*earlier: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is said to a "ja" after these events."""
    tracker = tracker_of("ja", "affirm")
    tracker.events = [*earlier, {"event": "user", "text": "ja"}]
    dispatcher = CollectingDispatcher()
    ActionClarify().run(dispatcher, tracker, {})
    return dispatcher.messages


def test_yes_chooses_the_only_question() -> None:
    dispatcher = CollectingDispatcher()
    tracker = tracker_of("karte", "clarify", "juleica")
    ask_back(Turn(dispatcher, tracker, wiring.catalogue()))
    said = {
        "event": "bot",
        "metadata": {"utter_action": dispatcher.messages[0]["response"]},
        "data": {"buttons": dispatcher.messages[0]["buttons"]},
    }
    before = {"event": "user", "text": "karte"}
    hint = {"event": "bot", "metadata": {"utter_action": "utter_emergency_hint"}, "data": {}}
    assert yes(before, said, hint)[0]["custom"]["faq_id"] == "juleica"
    # Something else was said in between, or nothing was asked at all.
    assert yes(before, said, before)[0]["response"] == "utter_unclear"
    assert yes()[0]["response"] == "utter_unclear"


def test_in_the_form_the_reason_of_its_question_is_told() -> None:
    tracker = tracker_of("muss ich meine mail angeben?")
    tracker.slots["requested_slot"] = "consultation_contact"
    tracker.active_loop = {"name": "consultation_form"}
    dispatcher = CollectingDispatcher()
    ask_back(Turn(dispatcher, tracker, wiring.catalogue()))
    assert dispatcher.messages[0]["text"].startswith("Ohne einen Weg zu Ihnen")


def proposed(text: str = "karte", loop: str | None = None, **more: Any) -> list[dict[str, Any]]:
    """Return what is said where the nearest answer is likely, but not certain."""
    ranking = [{"topic": "juleica", "confidence": 0.4}, {"topic": "krisenplan", "confidence": 0.3}]
    understood = {"ranking": ranking, "lead": 0.1} | more
    tracker = tracker_of(text, "clarify", "juleica", "krisenplan", **understood)
    tracker.active_loop = {"name": loop} if loop else {}
    dispatcher = CollectingDispatcher()
    is_shown = ask_back(Turn(dispatcher, tracker, wiring.catalogue())).is_shown
    assert is_shown is any(m["custom"].get("is_proposal") for m in dispatcher.messages)
    return dispatcher.messages


def test_a_case_for_a_person_is_asked_about_and_never_proposed() -> None:
    topic = "ho_rueckforderung_pruefung"
    ranking = [{"topic": topic, "confidence": 0.4}, {"topic": "juleica", "confidence": 0.3}]
    [message] = proposed(ranking=ranking, candidates=[topic, "juleica"])
    assert message["response"] == "utter_clarify"
    assert topic in message["buttons"][0]["payload"]


def test_a_likely_answer_is_shown_as_a_proposal() -> None:
    word, card = proposed()
    assert word["text"].startswith(
        "Ich habe Sie so verstanden: „Wie bekommt man in NRW die Juleica?“"
    )
    assert "Ganz sicher bin ich nicht" in word["text"]
    assert card["custom"]["faq_id"] == "juleica"
    titles = [button["title"] for button in card["custom"]["buttons"]]
    assert titles[1:] == ["Etwas anderes", "Mensch sprechen"]
    assert titles[0] == wiring.catalogue().get("krisenplan").question  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "more",
    [
        {"lead": 0.05},
        {"is_concerning": True},
        {"loop": "consultation_form"},
        {"loop": "fit_check_form"},
        {"ranking": [{"topic": t, "confidence": 0.4} for t in ("meta_unklar", "juleica")]},
    ],
)
def test_only_a_question_back_is_safe(more: dict[str, Any]) -> None:
    [message] = proposed(**more)
    assert message["response"] == "utter_clarify"


def test_in_another_language_its_sentence_comes_before_the_proposal() -> None:
    dispatcher = CollectingDispatcher()
    tracker = tracker_of(
        "card", "clarify", "juleica", ranking=[{"topic": "juleica", "confidence": 0.5}], lead=0.1
    )
    tracker.latest_message["language"] = "en"
    assert ask_back(Turn(dispatcher, tracker, wiring.catalogue())).is_shown
    word, card = dispatcher.messages
    assert word["response"] == "utter_language/en"
    assert card["custom"]["is_proposal"]


def test_a_proposal_begins_with_what_answers_the_question_itself() -> None:
    """The passage stands first, as before any answer."""
    catalogue = wiring.catalogue()
    entry = catalogue.get("servicestelle_angebot")
    assert entry is not None

    def told(text: str, **more: Any) -> str:
        dispatcher = CollectingDispatcher()
        tracker = tracker_of(text, "clarify", entry.id, **more)
        propose(Turn(dispatcher, tracker, catalogue), entry, [])
        _, card = dispatcher.messages
        return str(card["custom"]["answer"][0])

    assert "Anträge gegenlesen oder schreiben" in told("schreibt ihr den antrag für uns")
    assert "Zu Ihrer Frage" not in told("wer seid ihr denn so")


def test_whoever_does_not_know_whom_to_ask_gets_the_office() -> None:
    message = message_of("wen frag ich da", "clarify", "meta_unklar")
    [said, card], _ = replied(message)
    assert said["response"] == "utter_contact"
    assert card["custom"]["card"] == "contact"
