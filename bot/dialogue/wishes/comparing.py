"""Recognises a number held against what a sheet told: "unsere Jüngste ist 11", "und maximal?".

It asks whether that fits, and nothing else; the limits stand above (``comparing.yml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.dialogue.context import Context
from bot.dialogue.words import words
from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("comparing.yml")
_WITH_LIMITS = frozenset({"alter", "gruppengroesse", "dauer"})
_WITH_LEAST = _WITH_LIMITS | {"betrag", "eigenanteil"}
ASPECT_WISH, TERM_WISH = "aspect", "term"
"""What is kept of a message that was answered by one aspect of programmes, or by what one is."""


def compares_with_limits(text: str, before: Context | None) -> bool:
    """Say whether a message gives or wants a number for the limits that were told last."""
    if before is None or before.wish != ASPECT_WISH or _WITH_LIMITS.isdisjoint(before.aspects):
        return False
    said = folded(text)
    known = _words()["limits"] | _words()["numbers"]
    return any(word.isdigit() or word in known for word in said)


def asks_only_for_limit(text: str, before: Context | None) -> bool:
    """Say whether "und maximal?" is all that is said: the limit of what was told last."""
    if before is None or before.wish != ASPECT_WISH or _WITH_LEAST.isdisjoint(before.aspects):
        return False
    said = set(folded(text)) - words().joining
    return bool(said) and said <= _words()["limits"]


def _words() -> Mapping[str, frozenset[str]]:
    return sets(_FILE)
