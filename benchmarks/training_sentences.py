"""The training sentences of all topics, and what a reader wants to know about their quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.near_duplicates import near_duplicates
from benchmarks.title_words import names_title, title_words
from bot.knowledge.files.yaml_lines import SAFE_LOADER

REGISTERS = (
    "keyword",
    "chat",
    "plain",
    "formal",
    "situation",
    "learner",
    "regional",
    "followup",
    # In other languages, the commonest needs only; Ukrainian is read by way of Russian.
    "foreign",
    # What people really asked, learned from the staff desk (docs/adr/0017).
    "asked",
)


@dataclass(frozen=True)
class TrainingSentence:
    """A sentence of ``data/nlu/<family>/<topic>.yml`` and the register of its block."""

    topic: str
    register: str
    text: str


@dataclass(frozen=True)
class TopicQuality:
    """What the sentences of one topic are like."""

    topic: str
    sentences: int
    registers: Mapping[str, int]
    without_title_words: float
    near_duplicates: float


@dataclass(frozen=True)
class NearPair:
    """Two training sentences that are nearly the same."""

    first: TrainingSentence
    second: TrainingSentence

    @property
    def is_across_topics(self) -> bool:
        """Tell whether the same words would teach two topics."""
        return self.first.topic != self.second.topic


def read_training_sentences(nlu_dir: Path) -> list[TrainingSentence]:
    """Read all files ``<family>/<topic>.yml``; a block without a register has the register ""."""
    found = []
    for path in sorted(nlu_dir.glob("*/*.yml")):
        for block in _read(path):
            if "intent" not in block:
                continue  # a lookup
            register = block.get("metadata", {}).get("register", "")
            found += [
                TrainingSentence(path.stem, register, line.removeprefix("- ").strip())
                for line in block["examples"].strip().splitlines()
            ]
    return found


def _read(path: Path) -> list[dict[str, Any]]:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE_LOADER)  # noqa: S506 - a safe loader
    blocks: list[dict[str, Any]] = raw["nlu"]
    return blocks


def find_near_pairs(sentences: Sequence[TrainingSentence]) -> list[NearPair]:
    """Return all pairs that are nearly the same, within a topic and across topics."""
    pairs = near_duplicates([sentence.text for sentence in sentences])
    return [NearPair(sentences[pair.first], sentences[pair.second]) for pair in pairs]


def measure_topics(
    sentences: Sequence[TrainingSentence], questions: Mapping[str, str], pairs: Sequence[NearPair]
) -> list[TopicQuality]:
    """Measure each topic; ``questions`` are the titles of the topics that have an entry.

    The share of near-duplicates is the share of sentences that could go, because another sentence
    of the topic is nearly the same.
    """
    by_topic: dict[str, list[TrainingSentence]] = {}
    for sentence in sentences:
        by_topic.setdefault(sentence.topic, []).append(sentence)
    superfluous = Counter(
        sentence.topic for sentence in {p.second for p in pairs if not p.is_across_topics}
    )
    return [
        TopicQuality(
            topic,
            len(own),
            Counter(sentence.register for sentence in own),
            _share_without_title_words(own, title_words(questions.get(topic, ""), topic)),
            superfluous[topic] / len(own),
        )
        for topic, own in sorted(by_topic.items())
    ]


def _share_without_title_words(
    sentences: Sequence[TrainingSentence], titles: frozenset[str]
) -> float:
    free = [sentence for sentence in sentences if not names_title(sentence.text, titles)]
    return len(free) / len(sentences)
