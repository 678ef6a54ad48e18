from __future__ import annotations

import pytest
from rasa.shared.core.events import (
    ActionExecuted,
    AllSlotsReset,
    BotUttered,
    SlotSet,
    UserUttered,
)

from bot.core.tracker.stored_events import kept_events, lean
from bot.core.tracker.told_cards import with_told
from bot.intake.talk import card_text

AGE = {"entity": "age", "value": "16", "start": 0, "end": 2}
CHOICE = '/choose_faq{"faq_id": "juleica"}'
ANSWER = {
    "card": "answer",
    "faq_id": "juleica",
    "question": "Was ist die Juleica?",
    "answer": [{"kind": "p", "spans": [{"text": "Ein Ausweis."}]}],
    "sources": [{"title": "juleica.de", "url": "https://example.org", "year": "2026"}],
    "details": [{"kind": "p", "spans": [{"text": "lang"}]}],
    "simple": [],
    "terms": [],
    "related": [],
    "alternatives": [],
    "buttons": [],
}


def test_a_message_keeps_its_meaning_and_loses_its_rankings() -> None:
    parsed = {
        "text": "juleica",
        "intent": {"name": "faq", "confidence": 0.97},
        "entities": [{**AGE, "confidence_entity": 1.0, "extractor": "FieldEntityExtractor"}],
        "understanding": {"topic": "juleica"},
        "intent_ranking": [{"name": "faq"}],
        "response_selector": {"faq": {}},
    }
    said = UserUttered("juleica", parsed["intent"], [], parsed).as_dict()
    kept = lean(said)["parse_data"]
    assert kept == {"intent": {"name": "faq"}, "entities": [AGE]}
    # What the turn itself still reads is another object.
    assert "response_selector" in said["parse_data"]


@pytest.mark.parametrize("is_sure", [True, False])
def test_a_language_is_kept_where_it_is_sure(is_sure: bool) -> None:
    language = {"language": "pl", "is_language_sure": is_sure}
    said = UserUttered("co teraz", {"name": "faq"}, [], {"entities": [], **language}).as_dict()
    kept = lean(said)["parse_data"]
    assert {name: kept[name] for name in language if name in kept} == (language if is_sure else {})


def test_of_a_card_stays_what_the_office_is_told() -> None:
    told = lean(BotUttered(None, {"custom": ANSWER}).as_dict())["data"]["custom"]
    assert card_text(told) == card_text(ANSWER)
    assert told["sources"] == ANSWER["sources"]
    assert not {"details", "simple", "terms", "related"} & told.keys()


def test_of_other_events_stays_what_has_no_default() -> None:
    slot = SlotSet("thema", {"faq": None}, 1.23456, {"model_id": "x"}).as_dict()
    kept = {"event": "slot", "timestamp": 1.235, "name": "thema", "value": {"faq": None}}
    assert lean(slot) == kept
    text = BotUttered("Guten Tag", {"buttons": None}, {"model_id": "x"}, 1.0).as_dict()
    assert lean(text) == {"event": "bot", "timestamp": 1.0, "text": "Guten Tag"}
    action = ActionExecuted("action_listen", "RulePolicy", 1.0, 1.0, hide_rule_turn=True).as_dict()
    listens = {"event": "action", "timestamp": 1.0, "name": "action_listen"}
    assert lean(action) == {**listens, "hide_rule_turn": True}
    assert lean(ActionExecuted("action_listen", timestamp=1.0).as_dict()) == listens


def test_of_a_question_back_stays_which_it_was_and_what_yes_chooses() -> None:
    question = BotUttered(
        "Meinten Sie das?",
        {"buttons": [{"title": "Was ist die Juleica?", "payload": CHOICE, "button_type": "x"}]},
        {"utter_action": "utter_clarify_one", "template": "utter_clarify_one", "model_id": "x"},
        1.0,
    )
    kept = lean(question.as_dict())
    assert kept["metadata"] == {"utter_action": "utter_clarify_one"}
    assert kept["data"] == {"buttons": [{"payload": CHOICE}]}


def test_what_only_its_own_turn_reads_is_not_kept() -> None:
    events = [
        ActionExecuted("action_listen"),
        UserUttered("eins", {"name": "faq"}),
        SlotSet("meant", {"topic": "juleica"}),
        SlotSet("session_started_metadata", {}),
        SlotSet("thema", "juleica"),
    ]
    assert [event.data["event"] for event in kept_events(events, 1)] == ["user", "slot"]


def test_after_a_step_back_a_value_is_news_again() -> None:
    events = [SlotSet("thema", "x"), AllSlotsReset(), SlotSet("thema", "x"), SlotSet("thema", "x")]
    kept = [event.data["event"] for event in kept_events(events, 0)]
    assert kept == ["slot", "reset_slots", "slot"]
    assert kept_events(events, 3) == []


def test_only_answers_of_the_knowledge_base_are_shared() -> None:
    own = {"card": "facts", "reference": "IJA-1", "sections": [], "answer": [], "sources": []}
    mine = {**ANSWER, "intro": "Für Kim"}
    told = [BotUttered(None, {"custom": card}) for card in (own, mine, ANSWER)]
    [facts, more, answer] = kept_events(told, 0)
    assert more.card is None
    assert more.data["data"]["custom"]["intro"] == "Für Kim"
    assert facts.card is None
    assert facts.data["data"]["custom"] == own
    assert answer.data["data"]["custom"].keys() == {"told"}
    assert card_text(with_told(answer.data, answer.card)["data"]["custom"]) == card_text(ANSWER)
