from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.sentences import main
from benchmarks.training_sentences import (
    NearPair,
    TrainingSentence,
    find_near_pairs,
    measure_topics,
    read_training_sentences,
)

FILE = """version: "3.1"
nlu:
- intent: faq/juleica
  metadata: {register: chat}
  examples: |
    - wo krieg ich die karte her
    - Wo krieg ich die Karte her?
- intent: faq/juleica
  examples: |
    - juleica
- lookup: country
  examples: |
    - polen
"""


def sentence(topic: str, text: str, register: str = "plain") -> TrainingSentence:
    return TrainingSentence(topic, register, text)


def test_reads_sentences_with_their_register(tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "juleica.yml").write_text(FILE, encoding="utf-8")
    assert read_training_sentences(tmp_path) == [
        sentence("juleica", "wo krieg ich die karte her", "chat"),
        sentence("juleica", "Wo krieg ich die Karte her?", "chat"),
        sentence("juleica", "juleica", ""),
    ]


def test_measures_a_topic() -> None:
    sentences = [
        sentence("juleica", "wo krieg ich die karte her", "chat"),
        sentence("juleica", "Wo krieg ich die Karte her?"),
        sentence("juleica", "Wo krieg ich die Karte denn her?"),
        sentence("juleica", "Was kostet die Juleica?"),
    ]
    (quality,) = measure_topics(sentences, {}, find_near_pairs(sentences))
    assert quality.sentences == 4
    assert quality.registers == {"chat": 1, "plain": 3}
    assert quality.without_title_words == pytest.approx(0.75)
    assert quality.near_duplicates == pytest.approx(0.5)


def test_a_pair_across_topics_is_no_repetition_within_one() -> None:
    sentences = [sentence("juleica", "wie geht das"), sentence("visum", "Wie geht das?")]
    pairs = find_near_pairs(sentences)
    assert pairs == [NearPair(*sentences)]
    assert pairs[0].is_across_topics
    assert [q.near_duplicates for q in measure_topics(sentences, {}, pairs)] == [0.0, 0.0]


def test_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data" / "nlu" / "faq").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "faq" / "juleica.yml").write_text(FILE, encoding="utf-8")
    (tmp_path / "faq").mkdir()
    assert main(["--topics", "--pairs"], tmp_path) == 0
    printed = capsys.readouterr().out
    lines = [line.split() for line in printed.splitlines()]
    assert ["3", "sentences,", "1", "topics"] in lines
    assert ["without", "words", "of", "its", "title", "67%", "67%", "67%"] in lines
    assert ["juleica", "3", "2", "67%", "33.3%"] in lines
    assert "juleica: wo krieg ich die karte her | juleica: Wo krieg ich die Karte her?" in printed
