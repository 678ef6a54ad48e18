"""Which questions an answer brings along for whoever says that it was not it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.entries import EntryAnswers
from actions.conversation.turn import Turn

RANKING = ["juleica", "versicherung_basics", "unbekannt", "visum_einreise", "sprache_juleica"]


def answer(*, is_chosen: bool = False) -> dict[str, Any]:
    known = [entry.id for entry in wiring.catalogue().all()]
    topics = [topic if topic in known else known[at] for at, topic in enumerate(RANKING)]
    message = {
        "text": "Frage",
        "intent": {"name": "x"},
        "entities": [],
        "understanding": {
            "decision": "answer",
            "topic": topics[0],
            "ranking": [
                {"topic": topic, "confidence": 0.1} for topic in [*topics, "gibt_es_nicht"]
            ],
        },
    }
    dispatcher = CollectingDispatcher()
    events = [{"event": "user", "text": "Frage"}]
    tracker = Tracker("test", {}, message, events, False, None, {}, "action_listen")
    entries = EntryAnswers(Turn(dispatcher, tracker, wiring.catalogue()))
    entries.tell(topics[0], is_chosen=is_chosen)
    card: dict[str, Any] = dispatcher.messages[0]["custom"]
    return card


def test_the_next_three_questions_come_along_without_the_answered_one() -> None:
    card = answer()
    ids = [other["id"] for other in card["alternatives"]]
    assert len(ids) == 3
    assert card["faq_id"] not in ids
    assert all(other["question"].endswith("?") for other in card["alternatives"])


def test_a_chosen_question_was_no_guess() -> None:
    assert "alternatives" not in answer(is_chosen=True)
