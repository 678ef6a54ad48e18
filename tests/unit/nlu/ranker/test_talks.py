from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.nlu.ranker.talks import (
    FurtherMessage,
    read_talks,
    said_before,
    talks_fingerprint,
    words_before,
)

INTENTS = {"visum": "faq/visum", "juleica": "faq/juleica"}
TALK = [
    ("hallo", "meta_gruss"),
    ("brauchen unsere gäste ein visum", "visum"),
    ("aus georgien", "-"),
    ("wie lange dauert das", "visum"),
    ("und wo gibts die juleica", "juleica"),
    (" ".join(["wort"] * 15), "juleica"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    turns = [{"text": text, "intent": topic} for text, topic in TALK]
    (tmp_path / "eins.jsonl").write_text(json.dumps({"turns": turns}) + "\n", encoding="utf-8")
    return tmp_path


def test_a_further_message_stands_behind_what_was_said_first_and_last(folder: Path) -> None:
    assert list(read_talks(folder, INTENTS)) == [
        FurtherMessage("hallo brauchen unsere gäste ein visum", "faq/visum"),
        FurtherMessage("brauchen unsere gäste ein visum wie lange dauert das", "faq/visum"),
        FurtherMessage(
            "brauchen unsere gäste ein visum aus georgien wie lange dauert das", "faq/visum"
        ),
        FurtherMessage("brauchen unsere gäste ein visum und wo gibts die juleica", "faq/juleica"),
        FurtherMessage("aus georgien wie lange dauert das und wo gibts die juleica", "faq/juleica"),
    ]


def test_a_topic_that_is_gone_is_left_out(folder: Path) -> None:
    found = list(read_talks(folder, {"juleica": "faq/juleica"}))
    assert {one.intent for one in found} == {"faq/juleica"}


def test_no_folder_has_no_talks(tmp_path: Path) -> None:
    assert list(read_talks(tmp_path / "none", INTENTS)) == []


def test_other_talks_have_another_fingerprint(folder: Path) -> None:
    before = talks_fingerprint(folder)
    assert before == talks_fingerprint(folder)
    (folder / "zwei.jsonl").write_text('{"turns": []}\n', encoding="utf-8")
    assert talks_fingerprint(folder) != before


def test_a_greeting_opens_nothing_and_nothing_said_is_nothing() -> None:
    assert said_before([]) == {}
    assert said_before(["hallo"]) == {"last": "hallo"}
    assert said_before(["hallo", "wir fahren nach polen", "ja"]) == {
        "first": "wir fahren nach polen",
        "last": "wir fahren nach polen ja",
    }


def test_of_long_messages_it_sees_the_end() -> None:
    said = said_before([" ".join(["bla"] * 500 + ["Frage?"])])
    assert said["first"] == said["last"] == " ".join(["bla"] * 39 + ["Frage?"])


def test_a_message_is_read_behind_the_question_that_was_answered_too() -> None:
    assert words_before(None) == words_before({}) == {}
    assert words_before({"question": "Was ist die Juleica?", "said": ["juleica"]}) == {
        "question": "Was ist die Juleica?",
        "last": "juleica",
    }
