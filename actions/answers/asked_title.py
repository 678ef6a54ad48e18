"""Finds the entry whose own question somebody asks, word for word.

The understanding learns an entry only in its next training; the office has it live before.
"""

from __future__ import annotations

from bot.knowledge.catalogue import Catalogue
from bot.words.phrases import spaced


def entry_asked_by_title(text: str, catalogue: Catalogue) -> str | None:
    """Return the id of the entry with this question, whatever its capitals and marks."""
    said = spaced(text)
    if not said.strip():
        return None
    return next((entry.id for entry in catalogue.all() if spaced(entry.question) == said), None)
