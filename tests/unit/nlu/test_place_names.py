from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.place_names import PlaceNameExtractor, may_name_place
from bot.nlu.topic_ranker_component import UNKNOWN_WORDS


@pytest.mark.parametrize(
    ("text", "unknown", "worth_it"),
    [
        ("wir kommen aus Essen", set(), True),
        ("wir kommen aus essen", set(), False),
        ("wir kommen aus kleinkleckersdorf", {"kleinkleckersdorf"}, True),
        ("Unser Verein Kleinkleckersdorf plant", {"kleinkleckersdorf"}, True),
        ("Danke. Kleinkleckersdorf plant", {"kleinkleckersdorf"}, False),
        ("Unser Verein plant eine Fahrt", set(), False),
        ("was ist xy", {"xy"}, False),
        ("in", set(), False),
        ("", set(), False),
        ("wir kommen aus Essen", None, True),
        ("   ", None, False),
    ],
)
def test_spacy_is_asked_where_a_place_may_be(
    text: str, unknown: set[str] | None, worth_it: bool
) -> None:
    assert may_name_place(text, [], unknown) is worth_it


def test_what_our_lists_found_need_not_be_found_again() -> None:
    text = "wir kommen aus Köln"
    assert may_name_place(text, [], set())
    assert not may_name_place(text, [{"entity": "region", "start": 15, "end": 19}], set())


def test_places_are_added_to_what_was_found_before(tmp_path: Path) -> None:
    component = _loaded(tmp_path)
    text = "Unser Verein kommt aus Wuppertal und fährt nach Polen"
    country = {"entity": "country", "value": "PL", "start": 48, "end": 53}
    message = Message({"text": text, "entities": [country], UNKNOWN_WORDS: frozenset()})
    component.process([message])
    found = [(item["entity"], item["value"]) for item in message.get("entities")]
    assert ("country", "PL") in found
    assert ("LOC", "Wuppertal") in found


@pytest.mark.parametrize("text", ["/affirm", "", " ", "Wann ist die Frist?"])
def test_other_messages_stay_as_they_are(tmp_path: Path, text: str) -> None:
    message = Message({"text": text, UNKNOWN_WORDS: frozenset()})
    _loaded(tmp_path).process([message])
    assert message.get("entities") is None


@pytest.mark.parametrize("text", ["aus \ud800 Essen", "in " + "Ä" * 5000, "aus 😀 Köln\x00"])
def test_any_text_can_be_read(tmp_path: Path, text: str) -> None:
    message = Message({"text": text})
    _loaded(tmp_path).process([message])
    for item in message.get("entities", []):
        assert 0 <= item["start"] < item["end"] <= len(text)


def _loaded(folder: Path) -> PlaceNameExtractor:
    return PlaceNameExtractor.load(
        {}, LocalModelStorage(folder), Resource("places"), ExecutionContext(GraphSchema({}))
    )
