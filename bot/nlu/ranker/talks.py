"""Further messages with what was said before them, from whole conversations (``data/talks``).

"Und für 14-Jährige?" is ranked behind what the person wrote before (:mod:`bot.nlu.understanding`).
Such a text is like no single sentence: which part of it counts is learned from conversations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_WORDS = 14
"""A longer message says itself what it is about."""
# The end of a long message is where the question is.
_MOST_WORDS_BEFORE = 40
_FEW_WORDS = 3
_LAST = 2


@dataclass(frozen=True)
class FurtherMessage:
    """A message behind words that came before it, and what it asks for there."""

    text: str
    intent: str


def behind(words: str, text: str) -> str:
    """Return a message as it is read behind ``words``."""
    return f"{words} {text}"


def said_before(said: Sequence[str]) -> dict[str, str]:
    """Return what a person wrote ``first`` and ``last``, shortened; nothing where that is empty.

    A greeting opens nothing: the first message is the first of three words or more.
    """
    opening = next((text for text in said if len(text.split()) >= _FEW_WORDS), "")
    words = {"first": _shortened(opening), "last": _shortened(" ".join(said[-_LAST:]))}
    return {name: text for name, text in words.items() if text}


def words_before(talked_about: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the words that a further message is read behind; none where nothing was answered.

    ``talked_about`` has the ``question`` that was answered and what the person ``said``, the oldest
    first (bot/core/tracker/talked_about.py).
    """
    if not talked_about:
        return {}
    return {"question": talked_about["question"], **said_before(talked_about["said"])}


def read_talks(folder: Path, intents: Mapping[str, str]) -> Iterator[FurtherMessage]:
    """Yield the further messages of all talks in a folder, behind both words before them.

    Each line is a conversation: ``{"turns": [{"text": …, "intent": topic or "-"}, …]}``.
    ``intents`` has the intent of each topic to learn; what is about others is left out. Where there
    is no folder, there are no talks.

    Raises:
        ValueError, KeyError: a line is no conversation.
    """
    for file in _files(folder):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield from _further(json.loads(line)["turns"], intents)


def talks_fingerprint(folder: Path) -> str:
    """Return a hash of all talks in a folder."""
    digest = hashlib.sha256()
    for file in _files(folder):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def _further(
    turns: Sequence[Mapping[str, str]], intents: Mapping[str, str]
) -> Iterator[FurtherMessage]:
    said: list[str] = []
    for turn in turns:
        text, intent = turn["text"], intents.get(turn["intent"])
        if intent is not None and len(text.split()) <= MOST_WORDS:
            for words in dict.fromkeys(said_before(said).values()):
                yield FurtherMessage(behind(words, text), intent)
        said.append(text)


def _shortened(text: str) -> str:
    return " ".join(text.split()[-_MOST_WORDS_BEFORE:])
