"""The conversations that are learned from: whole, labelled, apart from what is measured."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.words.folding import fold
from tests.test_data_contracts import topic_intents

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "questions"
# So many further messages ask for each topic.
LEAST_PER_TOPIC = 6
# Shorter messages ("und für Polen?") are written by anybody.
FEW_WORDS = 5
NO_TOPIC = "-"


def talks() -> Iterator[list[dict[str, str]]]:
    files = sorted((ROOT / "data" / "talks").glob("*.jsonl"))
    assert files
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["turns"]


def measured() -> Iterator[str]:
    """Yield every message of the sets that are measured with."""
    for file in sorted(QUESTIONS.rglob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row.get("text") or row.get("question") or ""
    for file in sorted(QUESTIONS.rglob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            talk = json.loads(line)
            turns = talk.get("turns") or talk.get("messages") or [talk["text"]]
            yield from (turn if isinstance(turn, str) else turn["text"] for turn in turns)


def test_a_talk_has_several_messages_each_with_a_topic_or_none() -> None:
    known = {*topic_intents(), NO_TOPIC}
    for turns in talks():
        assert len(turns) > 1
        for turn in turns:
            assert turn.keys() == {"text", "intent"}
            assert turn["text"].strip() == turn["text"] != ""
            assert turn["intent"] in known


def test_further_messages_ask_for_every_topic() -> None:
    asked = Counter(turn["intent"] for turns in talks() for turn in turns[1:])
    assert {topic for topic in topic_intents() if asked[topic] < LEAST_PER_TOPIC} == set()


def test_no_message_that_is_learned_is_measured_with() -> None:
    texts = {fold(text) for text in measured()}
    assert len(texts) > len(list(talks()))
    learned = {fold(turn["text"]) for turns in talks() for turn in turns}
    assert {text for text in learned & texts if len(text.split()) >= FEW_WORDS} == set()
