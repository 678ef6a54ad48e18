from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks.__main__ import QUESTIONS
from benchmarks.data import (
    Question,
    QuestionsError,
    draw,
    read_questions,
    read_sentences,
    write_sentences,
)
from bot.settings import PROJECT_ROOT

SENTENCES = {"faq/a": [f"a{n}" for n in range(50)], "affirm": ["ja", "gern"]}


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_draw_is_the_same_each_time_and_has_the_wanted_size() -> None:
    first = draw(SENTENCES, 8)
    assert first == draw(SENTENCES, 8)
    assert len(first["faq/a"]) == len(set(first["faq/a"])) == 8
    assert set(first["faq/a"]) <= set(SENTENCES["faq/a"])
    assert sorted(first["affirm"]) == ["gern", "ja"]


def test_a_new_topic_does_not_change_the_draw_of_others() -> None:
    more = draw({"faq/0": ["x"] * 20, **SENTENCES, "faq/z": ["y"] * 20}, 8)
    assert more["faq/a"] == draw(SENTENCES, 8)["faq/a"]


def test_our_own_sentences_are_all_read_but_no_lookups() -> None:
    found = read_sentences(PROJECT_ROOT / "data" / "nlu")
    assert sum("/" in intent for intent in found) == 138
    assert {"affirm", "deny", "stop"} <= found.keys()
    assert all(len(texts) >= 20 for intent, texts in found.items() if "/" in intent)
    assert not any(text.startswith("- ") for texts in found.values() for text in texts)


def test_rasa_reads_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "data" / "nlu.yml"
    texts = ["Was kostet's? – „nichts“", "#1: 50 % \\ 'x'", "ä"]
    write_sentences({"faq/a": texts}, path)
    [item] = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    assert item["intent"] == "faq/a"
    assert item["examples"].splitlines() == [f"- {text}" for text in texts]


def test_questions_by_file(tmp_path: Path) -> None:
    write(tmp_path / "dev.tsv", "intent\ttext", 'visum\tWas heißt "Visum"?', "fristen\twann")
    assert read_questions(tmp_path.glob("*.tsv")) == {
        "dev": [Question("visum", 'Was heißt "Visum"?'), Question("fristen", "wann")]
    }


@pytest.mark.parametrize(
    "lines", [["text\tintent", "a\tb"], ["intent\ttext", "only one column"], ["intent\ttext"], []]
)
def test_unusable_questions_are_an_error(tmp_path: Path, lines: list[str]) -> None:
    write(tmp_path / "dev.tsv", *lines)
    with pytest.raises(QuestionsError):
        read_questions(tmp_path.glob("*.tsv"))


def test_no_questions_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError):
        read_questions([])
    with pytest.raises(QuestionsError):
        read_questions([tmp_path / "missing.tsv"])


def test_our_own_questions_belong_to_our_topics() -> None:
    topics = {intent.split("/")[-1] for intent in read_sentences(PROJECT_ROOT / "data" / "nlu")}
    for asked in read_questions(QUESTIONS).values():
        assert {question.topic for question in asked} <= topics
