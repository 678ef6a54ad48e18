"""Recognises who asks where an answer comes from, or how old it is (``provenance.yml``)."""

from __future__ import annotations

from pathlib import Path

from bot.words.lists import sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("provenance.yml")
_MOST_WORDS = 9


def asks_for_provenance(text: str) -> bool:
    """Say whether a message asks for the sources or the day of the answer above it."""
    said = folded(text)
    if not said or len(said) > _MOST_WORDS or not _listed("others").isdisjoint(said):
        return False
    return has_phrase(said, _listed("phrases")) or " ".join(said) in _listed("whole")


def _listed(name: str) -> frozenset[str]:
    return sets(_FILE)[name]
