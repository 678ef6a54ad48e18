"""Finds words in what was asked and written, in the same way on every database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.words.folding import fold

_BRIEF_TEXTS = (
    "topic",
    "description",
    "organisation",
    "name",
    "email",
    "phone",
    "format",
    "partner_country",
    "period",
    "group",
    "place",
)


def wanted_words(text: str) -> tuple[str, ...]:
    """Return the words that all have to occur."""
    return tuple(fold(text).split())


def searchable(reference: str, contents: Iterable[Mapping[str, Any]]) -> str:
    """Return the folded text of a request: its brief, its conversation and its messages."""
    parts = [reference]
    for content in contents:
        parts += [str(content.get(field) or "") for field in _BRIEF_TEXTS]
        parts.append(str(content.get("text") or ""))
        parts += [str(line.get("text", "")) for line in content.get("transcript", ())]
        parts += [str(item.get("name", "")) for item in content.get("attachments", ())]
    return fold("\n".join(parts))


def matches(words: Iterable[str], text: str) -> bool:
    """Say whether every word occurs in the folded text."""
    return all(word in text for word in words)
