"""Names and quantities in sentences that were written for this test: how many are found?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.names.entities import find_entities
from bot.nlu.names.gazetteer import Gazetteer, forms_of

ROOT = Path(__file__).resolve().parent.parent
SENTENCES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "nlu_entities.yml").read_text(encoding="utf-8")
)
Found = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Read the lookups as Rasa does, without Rasa."""
    lookups: dict[str, list[str]] = {}
    synonyms: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "nlu" / "lookups").glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [
                line.removeprefix("- ").strip() for line in item["examples"].strip().splitlines()
            ]
            if "lookup" in item:
                lookups[item["lookup"]] = lines
            else:
                synonyms.update(dict.fromkeys(lines, item["synonym"]))
    return Gazetteer(forms_of(lookups, synonyms))


def wanted(sentence: dict[str, Any]) -> set[tuple[str, str]]:
    entities = sentence["entities"]
    return {(entity, str(value)) for entity, values in entities.items() for value in values}


def found(text: str, gazetteer: Gazetteer) -> set[tuple[str, str]]:
    return {
        (item["entity"], str(item["value"]) + (f"/{item['role']}" if "role" in item else ""))
        for item in find_entities(text, gazetteer)
    }


def test_there_are_enough_sentences_of_every_kind() -> None:
    assert len(SENTENCES) >= 60
    assert len({sentence["text"] for sentence in SENTENCES}) == len(SENTENCES)
    kinds = {entity for sentence in SENTENCES for entity in sentence["entities"]}
    assert len(kinds) == 11


def test_entities_are_found_and_nothing_else(gazetteer: Gazetteer) -> None:
    missed: list[str] = []
    wrong: list[str] = []
    total = 0
    for sentence in SENTENCES:
        text = sentence["text"]
        want, have = wanted(sentence), found(text, gazetteer)
        total += len(want)
        missed += [f"{text}: {pair} missed" for pair in sorted(want - have)]
        wrong += [f"{text}: {pair} wrong" for pair in sorted(have - want)]
    assert len(missed) <= 0.03 * total, "\n".join(missed)
    assert len(wrong) <= 0.03 * total, "\n".join(wrong)


def test_offsets_point_at_the_words(gazetteer: Gazetteer) -> None:
    text = "20 Jugendliche nach Polen, 14 Tage"
    spans = {
        item["entity"]: text[item["start"] : item["end"]] for item in find_entities(text, gazetteer)
    }
    assert spans == {
        "group_size": "20 Jugendliche",
        "term": "Jugendliche",
        "country": "Polen",
        "duration": "14 Tage",
    }


def test_number_in_the_name_of_a_programme_is_no_quantity(gazetteer: Gazetteer) -> None:
    have = found("ESC 30 Personen und KA 152", gazetteer)
    assert {entity for entity, _ in have} == {"programme"}
