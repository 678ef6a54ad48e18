"""Recognises that a message speaks of a reply that somebody waits for (``replying.yml``)."""

from __future__ import annotations

from pathlib import Path

from bot.words.lists import lists
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("replying.yml")


def names_reply(text: str) -> bool:
    """Say whether a message names a reply: "wann meldet ihr euch?"."""
    beginnings = lists(_FILE)["beginnings"]
    return any(word.startswith(beginnings) for word in folded(text))
