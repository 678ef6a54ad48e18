"""What both sides learn from and are asked: a fixed draw of our sentences, the question sets."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

SEED = 20261
LOOKUPS = "lookups"
HEADER = ["intent", "text"]

Sentences = Mapping[str, Sequence[str]]
"""Sentences by intent."""


class QuestionsError(Exception):
    """The question sets cannot be used; the message says why."""


@dataclass(frozen=True)
class Question:
    """A question and the topic that answers it."""

    topic: str
    text: str


def read_sentences(folder: Path) -> dict[str, list[str]]:
    """Return all sentences of ``data/nlu`` by intent, in the order of the files."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.yml")):
        if LOOKUPS in path.relative_to(folder).parts:
            continue
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = item["examples"].strip().splitlines()
            found.setdefault(item["intent"], []).extend(line.removeprefix("- ") for line in lines)
    return found


def draw(sentences: Sentences, per_intent: int) -> dict[str, list[str]]:
    """Return the same few sentences of each intent every time.

    The draw of one intent does not depend on the others, so a new topic changes nothing else.
    """
    drawn = {}
    for intent, texts in sorted(sentences.items()):
        chance = random.Random(f"{SEED}/{intent}")  # noqa: S311 - repeatable, not secret
        drawn[intent] = chance.sample(list(texts), min(per_intent, len(texts)))
    return drawn


def read_questions(paths: Iterable[Path]) -> dict[str, list[Question]]:
    """Return the questions of each file (``intent<TAB>text``) by the name of the file.

    Raises:
        QuestionsError: there is no file, or one has another form.
    """
    found = {path.stem: _read(path) for path in paths}
    if not any(found.values()):
        raise QuestionsError("no questions: expected files with the columns intent and text")
    return found


def _read(path: Path) -> list[Question]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise QuestionsError(str(error)) from error
    if not rows or rows[0] != HEADER:
        raise QuestionsError(f"{path.name}: the first line must be intent<TAB>text")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(HEADER):
            raise QuestionsError(f"{path.name}:{number}: expected two columns")
    return [Question(topic, text) for topic, text in rows[1:]]


def write_sentences(sentences: Sentences, path: Path) -> None:
    """Write sentences as a file that Rasa trains on."""
    items = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in sentences.items()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    content = yaml.safe_dump({"version": "3.1", "nlu": items}, allow_unicode=True, sort_keys=False)
    path.write_text(content, encoding="utf-8")
