from __future__ import annotations

from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

from bot.core.stored_events import lean
from bot.intake.extract import card_text

ANSWER = {
    "card": "answer",
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
        "intent": {"name": "faq"},
        "entities": [],
        "understanding": {"topic": "juleica"},
        "intent_ranking": [{"name": "faq"}],
        "response_selector": {"faq": {}},
    }
    said = UserUttered("juleica", parsed["intent"], [], parsed).as_dict()
    kept = lean(said)["parse_data"]
    assert kept["understanding"] == {"topic": "juleica"}
    assert kept["intent"] == {"name": "faq"}
    assert not {"intent_ranking", "response_selector"} & kept.keys()
    # What the turn itself still reads is another object.
    assert "response_selector" in said["parse_data"]


def test_of_a_card_stays_what_the_office_is_told() -> None:
    told = lean(BotUttered(None, {"custom": ANSWER}).as_dict())["data"]["custom"]
    assert card_text(told) == card_text(ANSWER)
    assert told["sources"] == ANSWER["sources"]
    assert not {"details", "simple", "terms", "related"} & told.keys()


def test_other_events_stay_as_they_are() -> None:
    slot = SlotSet("meant", "juleica").as_dict()
    assert lean(slot) == slot
    text = BotUttered("Guten Tag", {"buttons": [{"title": "Ja"}]}).as_dict()
    assert lean(text) == text
