"""Finds words in what was asked and written, in the same way on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_TRANSLATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ACCENTS = re.compile("[\u0300-\u036f]")
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


def folded(text: str) -> str:
    """Return the text without case, accents and the two spellings of umlauts."""
    if text.isascii():
        return text.lower()
    umlauts = unicodedata.normalize("NFC", text).casefold().translate(_TRANSLATION)
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", umlauts))


def wanted_words(text: str) -> tuple[str, ...]:
    """Return the words that all have to occur."""
    return tuple(folded(text).split())


def searchable(reference: str, contents: Iterable[Mapping[str, Any]]) -> str:
    """Return the folded text of a request: its brief, its conversation and its messages."""
    parts = [reference]
    for content in contents:
        parts += [str(content.get(field) or "") for field in _BRIEF_TEXTS]
        parts.append(str(content.get("text") or ""))
        parts += [str(line.get("text", "")) for line in content.get("transcript", ())]
        parts += [str(item.get("name", "")) for item in content.get("attachments", ())]
    return folded("\n".join(parts))


def matches(words: Iterable[str], text: str) -> bool:
    """Say whether every word occurs in the folded text."""
    return all(word in text for word in words)
