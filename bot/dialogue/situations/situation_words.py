"""Looks for the words that tell a situation (``situation.yml``) in a folded message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.words import phrases
from bot.words.lists import lists

_FILE = Path(__file__).with_name("situation.yml")


def has_beginning(said: Sequence[str], name: str) -> bool:
    """Say whether a word begins like one of a list."""
    return any(word.startswith(listed(name)) for word in said)


def has_phrase(said: Sequence[str], name: str) -> bool:
    """Say whether a phrase of a list is in the message."""
    return phrases.has_phrase(said, listed(name))


def has_word(said: Sequence[str], name: str) -> bool:
    """Say whether a word of a list is in the message."""
    return not set(listed(name)).isdisjoint(said)


def listed(name: str) -> tuple[str, ...]:
    """Return a list of the file."""
    return lists(_FILE)[name]
