"""Whole conversations and what a right reply to each message is (questions/conversations)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "questions" / "conversations"
SETS = ("dev", "held_out")
DECISIONS = ("answer", "ask_back", "handover", "deadlines", "form")


@dataclass(frozen=True)
class Expected:
    """What a right reply is: a topic of these or one of the words, all of some, none of others.

    ``ok`` are the decisions that are acceptable, ``why`` is the fact behind it.
    """

    topics: tuple[str, ...]
    any_of: tuple[str, ...]
    all_of: tuple[str, ...]
    none_of: tuple[str, ...]
    ok: tuple[str, ...]
    why: str

    @property
    def has_words(self) -> bool:
        """Return whether words can make a reply right."""
        return bool(self.any_of or self.all_of)


@dataclass(frozen=True)
class Message:
    """A message of a person, and what is expected of the reply to it."""

    text: str
    expected: Expected


@dataclass(frozen=True)
class Conversation:
    """Who writes, and the messages in their order."""

    id: str
    who: str
    messages: tuple[Message, ...]


def read_conversations(name: str) -> list[Conversation]:
    """Return the conversations of a set of ``SETS``."""
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Conversation(row["id"], row["who"], tuple(_message(one) for one in row["messages"]))
        for row in rows
    ]


def _message(row: dict[str, Any]) -> Message:
    lists = (tuple(row.get(key, ())) for key in ("topics", "any_of", "all_of", "none_of", "ok"))
    return Message(row["text"], Expected(*lists, why=row["why"]))
