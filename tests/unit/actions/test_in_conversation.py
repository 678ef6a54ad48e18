"""What is told where a further message may mean several things, and how one of them is chosen."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answering import Answers
from actions.conversation.remembering import chosen_context
from actions.conversation.turn import Turn
from actions.fallback import ActionClarify
from bot.dialogue.context import Context
from tests.unit.actions.reply_rig import message_of, replied


def ranked(*shares: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"topic": topic, "confidence": share} for topic, share in shares]


def offered(*topics: str) -> list[dict[str, Any]]:
    """Return a turn in which questions were offered to choose from."""
    payloads = [f"/choose_faq{json.dumps({'faq_id': topic})}" for topic in topics]
    buttons = [{"title": p, "payload": p} for p in [*payloads, "/none_of_these"]]
    return [
        {"event": "user", "text": "und das?"},
        {
            "event": "bot",
            "data": {"buttons": buttons},
            "metadata": {"utter_action": "utter_clarify"},
        },
    ]


def asked(text: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    message = message_of(text, "clarify", "meta_unklar")
    return replied(message, offered("juleica", "versicherung"))


def choices(message: dict[str, Any]) -> str:
    return str([b["payload"] for b in message.get("buttons") or message["custom"]["buttons"]])


def test_what_is_rather_probable_is_shown_as_a_proposal() -> None:
    shares = ranked(("juleica", 0.25), ("fuehrungszeugnis", 0.4))
    message = message_of("alle im team die karte?", "clarify", "juleica", ranking=shares)
    message["understanding"]["in_context"] = dict.fromkeys(("question", "first", "last"), shares)
    before = {"topic": "krisenplan", "decision": "answer"}
    [word, card], events = replied(message, [], before)

    assert word["text"].startswith("Ich habe Sie so verstanden:")
    assert (card["custom"]["faq_id"], card["custom"]["is_proposal"]) == ("fuehrungszeugnis", True)
    assert "juleica" in choices(card)
    meant = next(e["value"] for e in events if e["event"] == "slot" and e["name"] == "meant")
    assert (meant["decision"], meant["is_proposed"]) == ("clarify", True)


def test_a_number_chooses_one_of_the_questions_offered() -> None:
    [second], _ = asked("nummer 2")
    [last], _ = asked("die letzte")
    [third], _ = asked("die dritte")

    assert second["custom"]["faq_id"] == last["custom"]["faq_id"] == "versicherung"
    assert not third["custom"]


def test_a_yes_with_a_number_chooses_as_well() -> None:
    message = {"text": "ja das erste", "intent": {"name": "affirm"}, "entities": []}
    events = [*offered("juleica", "versicherung"), {"event": "user", "text": message["text"]}]
    tracker = Tracker("t", {}, message, events, False, None, {}, "x")
    dispatcher = CollectingDispatcher()
    ActionClarify().respond(dispatcher, tracker)

    assert dispatcher.messages[0]["custom"]["faq_id"] == "juleica"


def test_a_question_that_is_chosen_is_about_the_country_told_before() -> None:
    before = Context("foerderung_osteuropa", "answer", countries=("GE",), place="essen")

    assert chosen_context("lgbtiq_sicherheit", before) == Context(
        "lgbtiq_sicherheit", "answer", countries=("GE",), place="essen"
    )
    assert chosen_context("foerderung_dpjw", before).countries == ()
    assert chosen_context("juleica", None) == Context("juleica", "answer")
    acute = Context("notfall_gewalt", "emergency", countries=("GE",))
    assert chosen_context("juleica", acute) == Context("juleica", "answer")


def test_the_choice_keeps_it() -> None:
    before = {"topic": "foerderung_osteuropa", "decision": "answer", "countries": ["GE"]}
    tracker = Tracker("t", {"context": before}, {}, [], False, None, {}, "x")
    turn = Turn(CollectingDispatcher(), tracker, wiring.catalogue())
    uttered = Answers(turn).choose_entry("juleica")

    [slot] = uttered.events
    assert slot["value"]["countries"] == ("GE",)


def test_an_age_is_held_against_the_limits_above() -> None:
    shown = {"custom": {"card": "answer", "faq_id": "jugendinitiative_esk"}}
    earlier = [{"event": "user", "text": "x"}, {"event": "bot", "data": shown}]
    message = message_of("alle 19", "clarify", "meta_unklar")
    message["understanding"]["in_context"] = {"question": ranked(("jugendinitiative_esk", 0.99))}
    before = {"topic": "jugendinitiative_esk", "decision": "answer"}
    [told], _ = replied(message, earlier, before)

    assert "18 bis 30 Jahren" in told["text"]


def test_whoever_comes_from_another_country_is_asked_about_papers() -> None:
    shares = ranked(("inklusionskosten", 0.2), ("gruppengroesse", 0.2))
    message = message_of("die sind aus syrien, und nun?", "clarify", "meta_unklar")
    message["understanding"]["in_context"] = dict.fromkeys(("question", "first", "last"), shares)
    origin = {"entity": "origin", "value": "SY", "start": 13, "end": 19}
    before = {"topic": "krisenplan", "decision": "answer"}
    [asking_back], _ = replied(message | {"entities": [origin]}, [], before)
    [without], _ = replied(message, [], before)

    assert "visum_teilnehmende" in choices(asking_back)
    assert "visum_teilnehmende" not in choices(without)


def test_the_three_most_probable_questions_are_offered() -> None:
    shares = ranked(
        ("zuschuss_arme_familien", 0.2), ("evaluation", 0.12), ("newsletter_material", 0.11),
        ("einverstaendnis_eltern", 0.1),
    )  # fmt: skip
    message = message_of(
        "wer muss alles unterschreiben", "clarify", "zuschuss_arme_familien",
        ranking=shares, candidates=["zuschuss_arme_familien"],
    )  # fmt: skip
    [asking_back], _ = replied(message)

    buttons = [b["payload"] for b in asking_back["buttons"] if "choose_faq" in b["payload"]]
    asked = [json.loads(payload.removeprefix("/choose_faq"))["faq_id"] for payload in buttons]
    assert asked == ["zuschuss_arme_familien", "evaluation", "newsletter_material"]
