"""Finds the entry whose own question somebody asks, word for word.

The understanding learns an entry only in its next training; the office has it live before.
"""

from __future__ import annotations

from functools import lru_cache

from bot.knowledge.catalogue import Catalogue
from bot.words.phrases import spaced

# More than the office has entries: their questions are folded once, and not for each message.
_MOST_QUESTIONS = 1000


def entry_asked_by_title(text: str, catalogue: Catalogue) -> str | None:
    """Return the id of the entry with this question, whatever its capitals and marks."""
    said = spaced(text)
    if not said.strip():
        return None
    return next((entry.id for entry in catalogue.all() if _folded(entry.question) == said), None)


@lru_cache(maxsize=_MOST_QUESTIONS)
def _folded(question: str) -> str:
    return spaced(question)
