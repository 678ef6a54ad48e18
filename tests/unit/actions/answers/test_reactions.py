"""What is said to a lone yes or no, to a reaction, and to an emergency inside of the form."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.consultation_form import ValidateConsultationForm
from actions.fallback import ActionClarify
from actions.handover import ActionAcceptOffer
from tests.unit.actions.reply_rig import message_of, replied

JULEICA = {"topic": "juleica", "decision": "answer"}
GHANA = "Unsere Gastgruppe aus Ghana bekommt keine Termine in der Botschaft, was können wir tun"


def bot(response: str) -> dict[str, Any]:
    return {"event": "bot", "metadata": {"utter_action": response}}


def run(
    action: Any, text: str, intent: str, *earlier: dict[str, Any], **slots: Any
) -> tuple[list[str], list[dict[str, Any]]]:
    message = {**message_of(text, "clarify", "meta_unklar"), "intent": {"name": intent}}
    events = [{"event": "user", "text": "hallo"}, *earlier, {"event": "user", "text": text}]
    tracker = Tracker("t", {"context": None, **slots}, message, events, False, None, {}, "x")
    dispatcher = CollectingDispatcher()
    done = action.run(dispatcher, tracker, {})
    return [m["response"] or m["text"] for m in dispatcher.messages], done


@pytest.mark.parametrize(
    ("said", "intent", "told", "response"),
    [
        ("ja", "affirm", "utter_clarify", "utter_which_question"),
        ("nein", "deny", "utter_clarify", "utter_rephrase"),
        ("ok", "affirm", "", "utter_nothing_more"),
        ("nein", "deny", "utter_unclear", "utter_unclear"),
        ("abbrechen", "stop", "", "utter_nothing_to_stop"),
    ],
)
def test_a_lone_word(said: str, intent: str, told: str, response: str) -> None:
    assert run(ActionClarify(), said, intent, bot(told))[0] == [response]


def test_no_to_the_offer_is_taken_as_a_no() -> None:
    heard = run(ActionClarify(), "nein", "deny", bot("utter_x"), consultation_offered=True)
    assert heard[0] == ["utter_offer_declined"]


@pytest.mark.parametrize(("said", "intent"), [("ja", "affirm"), ("nein", "deny")])
def test_a_lone_word_after_a_wish_to_die_is_met_with_help(said: str, intent: str) -> None:
    acute = {"topic": "notfall_suizid", "decision": "emergency"}
    told = bot("utter_emergency/notfall_suizid")
    names, _ = run(ActionClarify(), said, intent, told, context=acute)
    assert names == ["utter_emergency_next/notfall_suizid"]


def test_yes_to_the_check_begins_it() -> None:
    said, events = run(ActionClarify(), "ja", "affirm", bot("utter_fit_check_offer"))
    assert said == []
    assert FollowupAction("fit_check_form") in events


def test_only_a_whole_yes_takes_the_offer() -> None:
    assert FollowupAction("consultation_form") in run(ActionAcceptOffer(), "ja", "affirm")[1]
    said, events = run(ActionAcceptOffer(), "ok und wo antrag", "affirm")
    assert said
    assert FollowupAction("consultation_form") not in events


def test_whoever_is_unhappy_gets_no_answer_card() -> None:
    said = message_of("das hilft mir nicht", "clarify", "meta_unklar")
    [message], _ = replied(said, (), JULEICA)
    assert message["response"] == "utter_smalltalk/meta_feedback_beschwerde"


def test_whoever_is_puzzled_gets_the_answer_in_easy_words() -> None:
    [word, card], _ = replied(message_of("hä?", "clarify", "meta_unklar"), (), JULEICA)
    assert word["text"] == "Gern noch einmal, in Einfacher Sprache:"
    assert card["custom"]["faq_id"] == "juleica"
    # There is no such answer above.
    [message], _ = replied(
        message_of("hä?", "clarify", "meta_unklar"), (), {**JULEICA, "topic": "x"}
    )
    assert message["text"].startswith("Entschuldigung")


def test_no_to_a_proposal_asks_for_other_words() -> None:
    proposal = {"event": "bot", "data": {"custom": {"card": "answer", "is_proposal": True}}}
    assert run(ActionClarify(), "nein", "deny", proposal)[0] == ["utter_rephrase"]
    assert run(ActionClarify(), "ja", "affirm", proposal)[0] == ["utter_nothing_more"]


def test_an_emergency_in_the_form_gets_its_numbers_and_is_kept() -> None:
    message = message_of(GHANA, "emergency", "notfall_akut_reise")
    slots = {"requested_slot": "consultation_topic"}
    events = [{"event": "user", "text": GHANA}]
    form = {"name": "consultation_form"}
    tracker = Tracker("t", slots, message, events, False, None, form, "x")
    dispatcher = CollectingDispatcher()
    done = ValidateConsultationForm().run(dispatcher, tracker, {})
    assert dispatcher.messages[0]["response"] == "utter_emergency/notfall_akut_reise"
    values = {event["name"]: event["value"] for event in done if event["event"] == "slot"}
    assert values["consultation_topic"] == GHANA
    assert values["context"]["decision"] == "emergency"
