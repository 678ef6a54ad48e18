"""What ``rasa data validate`` misses: every part of the data fits every other."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.deadlines.office.parsing import read_book
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.check import check_knowledge
from bot.knowledge.naming.former_names import LiveFormerNames
from bot.nlu.decision import DECISION_OF_FAMILY, DIALOGUE_INTENTS
from bot.nlu.names.gazetteer import Gazetteer
from bot.words.folding import fold

ROOT = Path(__file__).resolve().parent.parent
FAQ_DIR = ROOT / "faq"
MIN_PHRASINGS = 40
TOPIC_ROW = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)
# What a turn of a golden conversation may say; "shows" and "hides" are words of the answer.
TURN_KEYS = {"user", "bot", "topic", "shows", "hides"}
# Answered by a response or an action of their own, not by an entry.
WITHOUT_ENTRY = {"smalltalk", "out_of_scope", "emergency"}


@lru_cache(maxsize=1)
def nlu_items() -> list[tuple[Path, dict[str, Any]]]:
    found = []
    for path in sorted((ROOT / "data" / "nlu").rglob("*")):
        if path.is_dir():
            continue
        assert path.suffix == ".yml", f"{path}: Rasa would skip this file"
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(raw) == {"version", "nlu"}, f"{path}: unknown key"
        assert raw["nlu"], f"{path}: no content"
        found += [(path, item) for item in raw["nlu"]]
    return found


def phrasings() -> Iterator[tuple[str, str, Path]]:
    for path, item in nlu_items():
        if "intent" in item:
            for line in item["examples"].strip().splitlines():
                yield item["intent"], line.removeprefix("- ").strip(), path


def topic_intents() -> dict[str, str]:
    """Topic id to intent, for all intents ``<family>/<id>``."""
    intents = {intent for intent, _, _ in phrasings() if "/" in intent}
    return {intent.split("/")[1]: intent for intent in intents}


def responses() -> Iterator[tuple[str, list[dict[str, Any]], Path]]:
    for path in sorted((ROOT / "data" / "responses").glob("*.yml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key, variants in raw["responses"].items():
            yield key, variants, path


@lru_cache(maxsize=1)
def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return loaded


def domain_intents() -> set[str]:
    return {name for item in domain()["intents"] for name in item}


def documented_topics() -> set[str]:
    return set(TOPIC_ROW.findall((ROOT / "docs" / "topics.md").read_text(encoding="utf-8")))


def test_every_documented_topic_has_phrasings_and_the_reverse() -> None:
    assert len(documented_topics()) == 138
    assert set(topic_intents()) == documented_topics()


def test_every_topic_has_enough_phrasings() -> None:
    counts = Counter(intent for intent, _, _ in phrasings())
    assert {i: n for i, n in counts.items() if "/" in i and n < MIN_PHRASINGS} == {}


def test_file_name_is_the_topic() -> None:
    for intent, _, path in phrasings():
        if "/" in intent:
            assert f"{path.parent.name}/{path.stem}" == intent


def test_no_phrasing_stands_in_two_places() -> None:
    seen: dict[str, str] = {}
    twice = []
    for intent, phrasing, _ in phrasings():
        key = fold(phrasing)
        if key in seen:
            twice.append(f"{phrasing!r}: {seen[key]} and {intent}")
        seen[key] = intent
    assert twice == []


def test_every_family_is_known() -> None:
    families = {intent.split("/")[0] for intent in topic_intents().values()}
    assert families == set(DECISION_OF_FAMILY)
    plain = {intent for intent, _, _ in phrasings() if "/" not in intent}
    assert plain == DIALOGUE_INTENTS


def test_topics_and_entries_belong_together() -> None:
    entries = {entry.id for entry in Catalogue(FAQ_DIR).all()}
    needed = {
        topic
        for topic, intent in topic_intents().items()
        if intent.split("/")[0] not in WITHOUT_ENTRY and topic != "meta_mensch_sprechen"
    }
    assert entries == needed


def test_topics_without_entry_have_a_response() -> None:
    keys = {key for key, _, _ in responses()}
    missing = {
        f"utter_{intent}"
        for intent in topic_intents().values()
        if intent.split("/")[0] in WITHOUT_ENTRY and intent != "smalltalk/meta_unklar"
    } - keys
    assert missing == set()


def test_former_names_of_programmes_mean_todays_programme() -> None:
    lookups = [item for path, item in nlu_items() if path.name == "programme.yml"]
    names = Gazetteer(
        (line.strip().removeprefix("- "), "programme", item["synonym"])
        for item in lookups
        if "synonym" in item
        for line in item["examples"].splitlines()
    )
    todays = {programme.id for programme in read_book(FAQ_DIR).programmes}
    ministries = {"bmfsfj", "mkffi"}
    for former in LiveFormerNames(FAQ_DIR).current().all:
        assert former.programme in todays
        expected = set() if former.id in ministries else {former.programme}
        for spelling in former.names:
            found = {name.value for name in names.find(f"Gibt es noch {spelling} in NRW?")}
            assert found == expected, spelling


def test_knowledge_base_has_no_findings() -> None:
    report = check_knowledge(FAQ_DIR, date.today())  # noqa: DTZ011 - the editor's own day
    assert [str(problem) for problem in report.problems] == []
    assert len(report.entries) == 120


def test_no_response_key_twice() -> None:
    counts = Counter(key for key, _, _ in responses())
    assert [key for key, count in counts.items() if count > 1] == []


def test_one_text_per_response_without_blank_line() -> None:
    for key, variants, _ in responses():
        assert len(variants) == 1, f"{key}: variants are drawn by chance"
        assert "\n\n" not in variants[0].get("text", ""), f"{key}: the REST channel splits it"


def payloads() -> Iterator[tuple[str, str]]:
    for key, variants, _ in responses():
        for variant in variants:
            for button in variant.get("buttons", []):
                yield key, button["payload"]
    from actions import buttons

    for name, value in vars(buttons).items():
        if name.isupper():
            payload = value["payload"] if isinstance(value, dict) else f"/{value}"
            yield f"actions.buttons.{name}", payload


def test_every_button_payload_names_an_intent_of_the_domain() -> None:
    for key, payload in payloads():
        match = re.fullmatch(r"/([a-z_]+)(\{.*\})?", payload)
        assert match, f"{key}: {payload}"
        assert match[1] in domain_intents(), f"{key}: {payload}"
        for entity in json.loads(match[2] or "{}"):
            assert entity in domain()["entities"], f"{key}: {payload}"


def test_no_braces_in_responses_that_rasa_would_fill() -> None:
    slots = set(domain()["slots"])
    for key, variants, _ in responses():
        names = re.findall(r"\{(.*?)\}", json.dumps(variants[0], ensure_ascii=False)[1:-1])
        texts = [name for name in names if '"' not in name]
        assert set(texts) <= slots, key
        # Entities of a payload are braces too: Rasa looks for a slot, and logs an error each time.
        assert not [b for v in variants for b in v.get("buttons", []) if "{" in b["payload"]], key


def test_every_action_of_the_domain_exists_and_the_reverse() -> None:
    import pkgutil
    from importlib import import_module

    from rasa_sdk import Action

    import actions

    for module in pkgutil.iter_modules(actions.__path__):
        import_module(f"actions.{module.name}")

    def descendants(cls: type) -> Iterator[type]:
        for child in cls.__subclasses__():
            yield child
            yield from descendants(child)

    ours = {c().name() for c in descendants(Action) if c.__module__.startswith("actions.")}
    assert ours == set(domain()["actions"])


def test_every_form_slot_is_asked_for() -> None:
    keys = {key for key, _, _ in responses()}
    for slot in domain()["forms"]["consultation_form"]["required_slots"]:
        assert slot in domain()["slots"]
        assert f"utter_ask_{slot}" in keys or f"action_ask_{slot}" in domain()["actions"]


def rule_steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for folder, kind in (("rules", "rule"), ("stories", "story")):
        paths = sorted((ROOT / "data" / folder).glob("*.yml"))
        assert paths
        for path in paths:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
            for rule in raw[folder]:
                for step in rule["steps"]:
                    yield rule[kind], step


def test_rules_and_stories_name_only_what_exists() -> None:
    known = set(domain()["actions"]) | set(domain()["forms"])
    known |= {key for key, _, _ in responses()} | {f"utter_{f}" for f in DECISION_OF_FAMILY}
    for name, step in rule_steps():
        assert step.get("intent", "faq") in domain_intents(), name
        assert step.get("action", "action_answer_faq") in known, name


def test_every_intent_of_the_domain_has_a_rule() -> None:
    used = {step["intent"] for _, step in rule_steps() if "intent" in step}
    # change_field outside and inside the form is read by validate_consultation_form.
    assert domain_intents() - used == set()


def test_programmes_agree_between_book_and_lookup() -> None:
    lookup = {
        line.removeprefix("- ").strip()
        for _, item in nlu_items()
        if item.get("lookup") == "programme"
        for line in item["examples"].strip().splitlines()
    }
    assert lookup == {programme.id for programme in read_book(FAQ_DIR).programmes}


def test_topics_named_by_programmes_exist() -> None:
    entries = {entry.id for entry in Catalogue(FAQ_DIR).all()}
    named = {p.topic for p in read_book(FAQ_DIR).programmes if p.topic is not None}
    assert named <= entries


def test_no_surface_form_means_two_things() -> None:
    owner: dict[tuple[str, str], str] = {}
    lookups = {
        value.removeprefix("- ").strip(): item["lookup"]
        for _, item in nlu_items()
        if "lookup" in item
        for value in item["examples"].strip().splitlines()
    }
    for _, item in nlu_items():
        if "synonym" not in item:
            continue
        entity = lookups[item["synonym"]]
        for line in item["examples"].strip().splitlines():
            key = (entity, fold(line.removeprefix("- ").strip()))
            assert owner.setdefault(key, item["synonym"]) == item["synonym"], key


def test_test_sentences_are_never_trained_on() -> None:
    trained = {fold(phrasing) for _, phrasing, _ in phrasings()}
    files = sorted((ROOT / "tests" / "nlu").glob("*.yml"))
    assert files
    for path in files:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        for item in raw["nlu"]:
            for line in item["examples"].strip().splitlines():
                assert fold(line.removeprefix("- ").strip()) not in trained, f"{path}: {line}"


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "conversations").rglob("*.yml")), ids=str)
def test_conversation_files_have_turns(path: Path) -> None:
    turns = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert turns
    assert all(turn.keys() <= TURN_KEYS and "user" in turn for turn in turns)


def test_what_is_asked_about_a_programme_has_the_same_topic_in_understanding_and_dialogue() -> None:
    from bot.dialogue.aspects import ASPECT_OF_TOPIC
    from bot.nlu.decision import TOPIC_OF_ASPECT

    # Two packages that may not import each other; each needs its own direction.
    assert {aspect: topic for topic, aspect in ASPECT_OF_TOPIC.items()} == dict(TOPIC_OF_ASPECT)
