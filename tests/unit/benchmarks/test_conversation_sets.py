from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.conversation_sets import (
    DECISIONS,
    FOLDER,
    SETS,
    Message,
    read_conversations,
)
from bot.words.folding import fold

ROOT = Path(__file__).resolve().parents[3]
TOPIC_ROW = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)
KEYS = {"text", "topics", "any_of", "all_of", "none_of", "ok", "why"}
NEEDED = {"text", "topics", "ok", "why"}
# "bis wann", "aktion mensch?": so few words are said by everybody and prove nothing.
WORDS_OF_ANYBODY = 4


def messages(name: str) -> Iterator[Message]:
    for conversation in read_conversations(name):
        yield from conversation.messages


def rows(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", SETS)
def test_every_message_has_what_can_be_judged(name: str) -> None:
    topics = set(TOPIC_ROW.findall((ROOT / "docs" / "topics.md").read_text(encoding="utf-8")))
    for message in messages(name):
        expected = message.expected
        assert message.text.strip() == message.text != ""
        assert expected.why, message.text
        assert expected.topics, message.text
        assert not set(expected.topics) - topics, message.text
        assert expected.ok, message.text
        assert not set(expected.ok) - set(DECISIONS), message.text
        for pattern in (*expected.any_of, *expected.all_of, *expected.none_of):
            assert not re.search(pattern, ""), f"{message.text}: fits everything"


@pytest.mark.parametrize("name", SETS)
def test_no_key_is_misspelt(name: str) -> None:
    for row in rows(name):
        assert set(row) == {"id", "who", "messages"}
        for message in row["messages"]:
            assert NEEDED <= set(message) <= KEYS, message["text"]


def test_two_sets_of_fifty_conversations_of_three_to_five_messages() -> None:
    both = [read_conversations(name) for name in SETS]
    assert [len(part) for part in both] == [50, 50]
    everyone = [one for part in both for one in part]
    assert all(3 <= len(one.messages) <= 5 for one in everyone)
    assert len({one.id for one in everyone}) == len(everyone)
    assert len({one.who for one in everyone}) == len(everyone)


@pytest.mark.parametrize("name", SETS)
def test_no_message_is_trained_on(name: str) -> None:
    trained = {
        fold(line.removeprefix("- ").strip())
        for path in (ROOT / "data" / "nlu").rglob("*.yml")
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in item.get("examples", "").splitlines()
    }
    assert trained
    for message in messages(name):
        if len(message.text.split()) > WORDS_OF_ANYBODY:
            assert fold(message.text) not in trained, f"{name}: a message is trained on"
