"""Floors for the trained model on questions that nothing was trained on.

They lie a little below what docs/understanding.md reports, so that a change for the worse fails and
chance does not. The held-out sets have floors too, but nobody tunes on what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.answers.passages import Told
from benchmarks.measuring import trained_assistant
from benchmarks.passage_sets import read_asked
from benchmarks.passages import react
from benchmarks.question_sets import (
    Quality,
    ask,
    ask_in_talk,
    follow_ups,
    quality,
    read_questions,
)
from bot.knowledge.catalogue import Catalogue
from bot.places.book import read_places
from bot.words.folding import fold

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "questions"
PASSAGES = QUESTIONS / "passages"
SETS = sorted(
    path.relative_to(QUESTIONS).as_posix()
    for path in QUESTIONS.rglob("*.tsv")
    if path.parent != PASSAGES
)


@pytest.fixture(scope="module")
def assistant() -> Any:
    return trained_assistant()


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "top1", "top3", "wrong"),
    [
        ("dev", 0.88, 0.96, 0.04),
        ("held_out", 0.85, 0.95, 0.05),
        ("safety", 0.80, 0.92, 0.10),
        ("group_country", 0.75, 0.85, 0.05),
        ("languages/foreign", 0.70, 0.84, 0.12),
    ],
)
def test_topics(assistant: Any, name: str, top1: float, top3: float, wrong: float) -> None:
    found = quality(ask(read_questions(QUESTIONS / f"{name}.tsv"), assistant.parse))
    assert found.top1 >= top1, found
    assert found.top3 >= top3, found
    assert found.wrong <= wrong, found
    assert found.language >= 0.98, found
    assert found.emergencies is None or found.emergencies >= 0.9, found


@pytest.mark.model
def test_who_asks_for_money_for_a_country_gets_the_topic_of_that_country(assistant: Any) -> None:
    asked = [
        question
        for question in read_questions(QUESTIONS / "group_country.tsv")
        if question.topic.startswith("foerderung_")
    ]
    missed = []
    for number, question in enumerate(asked):
        meant = assistant.say(question.text, f"money-{number}").understanding
        if (meant["decision"], meant["topic"]) != ("answer", question.topic):
            missed.append((question, meant["decision"], meant["topic"]))
    assert len(missed) <= len(asked) // 10, missed
    assert [miss for miss in missed if miss[1] != "clarify"] == []


@pytest.mark.model
@pytest.mark.parametrize(
    "name",
    [
        "emergency",
        "emergency_held_out",
        "emergency_fresh",
        "emergency_calls",
        "emergency_unseen",
        "emergency_sixth",
        "emergency_strangers",
    ],
)
def test_emergencies(assistant: Any, name: str) -> None:
    found: Quality = quality(ask(read_questions(QUESTIONS / f"{name}.tsv"), assistant.parse))
    assert found.emergencies is not None
    assert found.with_numbers is not None
    assert found.emergencies >= 0.94, found
    assert found.with_numbers >= 0.96, found
    assert found.false_alarms <= 0.12, found


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "false_alarms"),
    [
        ("emergency_seventh", 0.15),
        ("emergency_seventh_held_out", 0.15),
        ("emergency_eighth", 0.1),
        # Of 22: a round that nothing was learned from alarms more.
        ("emergency_eighth_held_out", 0.25),
        ("emergency_ninth", 0.1),
        ("emergency_ninth_held_out", 0.25),
    ],
)
def test_emergencies_in_a_talk(assistant: Any, name: str, false_alarms: float) -> None:
    answers = ask_in_talk(read_questions(QUESTIONS / f"{name}.tsv"), assistant, name)
    found = quality([(asked, understood) for asked, understood in answers if asked.before])
    assert found.emergencies is not None
    assert found.with_numbers is not None
    assert found.emergencies >= 0.94, found
    assert found.with_numbers >= 0.96, found
    assert found.false_alarms <= false_alarms, found


@pytest.mark.model
@pytest.mark.parametrize("name", ["dev", "emergency_everyday", "languages/foreign"])
def test_the_numbers_seldom_stand_beside_an_ordinary_answer(assistant: Any, name: str) -> None:
    found = quality(ask(read_questions(QUESTIONS / f"{name}.tsv"), assistant.parse))
    # Before, 2.8 % of the first and 10 % of the last.
    assert found.needless <= (0.05 if name == "languages/foreign" else 0.02), found
    assert found.false_alarms <= 0.03, found


@pytest.mark.model
@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "pl", "ru", "tr", "uk"])
def test_no_language_is_taken_for_a_cry_for_help(assistant: Any, language: str) -> None:
    asked = read_questions(QUESTIONS / "languages" / "foreign.tsv")
    found = quality(ask([q for q in asked if q.language == language], assistant.parse))
    assert found.false_alarms <= 0.05, found
    assert found.wrong <= 0.12, found


@pytest.mark.model
def test_hardly_any_name_of_a_place_is_an_emergency(assistant: Any) -> None:
    names = {place.name for place in read_places(ROOT / "faq").places}
    assert len(names) > 300
    meant = {name: assistant.parse(name)["understanding"]["decision"] for name in names}
    taken = [name for name, decision in meant.items() if decision == "emergency"]
    assert len(taken) <= len(names) // 100, taken


@pytest.mark.model
def test_follow_ups(assistant: Any) -> None:
    found = follow_ups(
        QUESTIONS / "follow_ups.jsonl",
        lambda text, conversation: assistant.say(text, conversation).understanding,
    )
    # An answer that says itself that it may not be meant is neither right nor wrong for certain.
    assert found.right >= 0.56, found
    assert found.right + found.proposed_right >= 0.68, found
    assert found.wrong <= 0.18, found
    assert found.proposed_wrong <= 0.06, found


@pytest.mark.model
@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_further_questions_are_answered_by_the_entry_above(assistant: Any, name: str) -> None:
    asked = read_asked(name)
    reactions = [react(assistant, one, f"{name}-{place}") for place, one in enumerate(asked)]
    answered = [(one, said) for one, said in zip(asked, reactions, strict=True) if one.passages]
    told = sum(one.is_in(reaction.said) for one, reaction in answered)
    assert told / len(answered) >= 0.6
    alarms = [one for one, said in zip(asked, reactions, strict=True) if said.is_emergency]
    assert len(alarms) <= len(asked) // 25, alarms


@lru_cache(maxsize=1)
def trained_sentences() -> frozenset[str]:
    def sentences() -> Iterator[str]:
        for path in (ROOT / "data" / "nlu").rglob("*.yml"):
            for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
                if "intent" in item:
                    for line in item["examples"].strip().splitlines():
                        yield fold(line.removeprefix("- ").strip())

    return frozenset(sentences())


@pytest.mark.parametrize("name", SETS)
def test_no_question_is_trained_on(name: str) -> None:
    questions = read_questions(QUESTIONS / name)
    assert len(questions) > 50
    assert [q.text for q in questions if fold(q.text) in trained_sentences()] == []


@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_no_further_question_is_trained_on(name: str) -> None:
    asked = read_asked(name)
    assert len(asked) > 50
    assert [one.question for one in asked if fold(one.question) in trained_sentences()] == []


@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_no_further_question_stands_beside_the_passage_that_answers_it(name: str) -> None:
    beside = {
        fold(line.removeprefix("- "))
        for path in (ROOT / "faq" / "nachfragen").glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("- ")
    }
    assert len(beside) > 1000
    assert [one.question for one in read_asked(name) if fold(one.question) in beside] == []


@pytest.mark.parametrize("name", ["dev", "held_out"])
def test_what_answers_a_further_question_still_stands_in_its_entry(name: str) -> None:
    catalogue = Catalogue(ROOT / "faq")
    gone = []
    for one in read_asked(name):
        entry = catalogue.get(one.entry)
        told = [] if entry is None else [passage.text for passage in Told.of(entry).passages]
        if one.passages and not any(map(one.is_in, told)):
            gone.append(f"{one.entry}: {one.passages}")
    assert gone == []
