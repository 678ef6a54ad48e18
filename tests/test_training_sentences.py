"""The training sentences: of all registers, each its own, and not led by the title's words.

How many a topic needs, and that none stands twice, is a matter of ``test_data_contracts.py``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from benchmarks.sentences import measure
from benchmarks.training_sentences import (
    REGISTERS,
    NearPair,
    TopicQuality,
    read_training_sentences,
)

ROOT = Path(__file__).resolve().parent.parent
MIN_REGISTERS = 7
MIN_WITHOUT_TITLE_WORDS = 0.5
# One slip in a topic of the usual size; two already make a habit.
MAX_NEAR_DUPLICATES = 0.02


@lru_cache(maxsize=1)
def measured() -> tuple[list[TopicQuality], list[NearPair]]:
    return measure(ROOT)


def test_every_sentence_has_a_known_register() -> None:
    sentences = read_training_sentences(ROOT / "data" / "nlu")
    assert [s for s in sentences if s.register not in REGISTERS] == []


def test_every_topic_is_asked_for_in_enough_registers() -> None:
    qualities, _ = measured()
    few = {q.topic: set(q.registers) for q in qualities if len(q.registers) < MIN_REGISTERS}
    assert few == {}


def test_half_of_the_sentences_do_without_the_words_of_the_title() -> None:
    qualities, _ = measured()
    low = {
        q.topic: f"{q.without_title_words:.0%}"
        for q in qualities
        if q.without_title_words < MIN_WITHOUT_TITLE_WORDS
    }
    # Write sentences that describe the situation; python -m benchmarks.sentences --topics tells.
    assert low == {}


def test_hardly_any_sentence_repeats_another_of_its_topic() -> None:
    qualities, pairs = measured()
    high = {q.topic for q in qualities if q.near_duplicates > MAX_NEAR_DUPLICATES}
    assert [pair for pair in pairs if pair.first.topic in high] == []


def test_no_sentence_nearly_stands_in_two_topics() -> None:
    _, pairs = measured()
    assert [pair for pair in pairs if pair.is_across_topics] == []
