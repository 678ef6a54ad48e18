"""What is said instead of the very same answer once more."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.entries import EntryAnswers
from actions.conversation.turn import Turn
from tests.unit.actions.reply_rig import message_of, replied

JULEICA = {"topic": "juleica", "decision": "answer"}


def shown(faq_id: str, text: str = "juleica brauch ich das") -> list[dict[str, Any]]:
    card = {"card": "answer", "faq_id": faq_id}
    return [{"event": "user", "text": text}, {"event": "bot", "data": {"custom": card}}]


def reply(
    text: str,
    *earlier: dict[str, Any],
    before: dict[str, Any] | None = None,
    candidates: tuple[str, ...] = (),
) -> list[dict[str, Any]]:
    """Return what is said to a short message that is not clear by itself."""
    message = message_of(text, "clarify", "x", candidates=list(candidates))
    return replied(message, earlier, before or JULEICA)[0]


def titles(message: dict[str, Any]) -> list[str]:
    return [button["title"] for button in message["buttons"]]


def test_the_passage_that_is_meant_is_told() -> None:
    [message] = reply("verlängern", *shown("juleica"))
    assert "Verlängern: Es gibt Fortbildungen" in message["text"]
    assert titles(message) == ["Beratung anfragen", "Mensch sprechen"]


def test_where_no_passage_is_meant_the_nearest_question_is_offered() -> None:
    [message] = reply("und so", *shown("juleica"), candidates=("juleica", "sonderurlaub_nrw"))
    assert message["response"] == "utter_not_above"
    assert titles(message)[0].startswith("Bekommen ehrenamtliche Begleitpersonen Sonderurlaub")
    assert len(message["buttons"]) == 3


def test_what_was_not_shown_yet_or_long_ago_is_shown() -> None:
    [card] = reply("und so", {"event": "user", "text": "ferienfahrt"})
    assert card["custom"]["faq_id"] == "juleica"
    since = [{"event": "user", "text": "danke"}] * 3
    [card] = reply("und so", *shown("juleica"), *since)
    assert card["custom"]["faq_id"] == "juleica"


def test_a_single_case_is_offered_to_a_person_instead_of_told_again() -> None:
    case = {"topic": "ho_partner_ausfall", "decision": "handover"}
    steps, offer = reply("was nun", *shown("ho_partner_ausfall"), before=case)
    assert "Starten Sie hier eine Beratungsanfrage" in steps["text"]
    assert "vieles lässt sich noch regeln" not in steps["text"]
    assert offer["response"] == "utter_handover_offer"


def test_deadlines_are_not_listed_twice() -> None:
    before = {
        "topic": "foerderung_dpjw",
        "decision": "act",
        "programmes": ["dpjw"],
        "selection": "programm=dpjw",
    }
    [message] = reply("hm", before=before)
    assert message["response"] == "utter_same_answer"
    # Deadlines after another answer about the programme are new.
    [message] = reply("wann denn", before={**before, "decision": "answer"})
    assert message["custom"]["card"] == "deadlines"


def test_another_way_to_the_money_comes_along() -> None:
    message = {
        "text": "Wir brauchen einen Zuschuss für Marseille. Und ein Führungszeugnis?",
        "intent": {"name": "faq"},
        "entities": [{"entity": "country", "value": "FR", "start": 32, "end": 41}],
        "understanding": {"decision": "answer", "topic": "fuehrungszeugnis", "ranking": []},
    }
    tracker = Tracker("t", {}, message, [], False, None, {}, "x")
    dispatcher = CollectingDispatcher()
    EntryAnswers(Turn(dispatcher, tracker, wiring.catalogue())).tell("fuehrungszeugnis")
    payloads = [b["payload"] for b in dispatcher.messages[0]["custom"]["buttons"]]
    assert payloads[0] == '/choose_faq{"faq_id": "foerderung_dfjw"}'
