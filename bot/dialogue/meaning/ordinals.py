"""Recognises that somebody chooses by number: "ja das erste", "nummer 2" (``ordinals.yml``)."""

from __future__ import annotations

from pathlib import Path

from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("ordinals.yml")
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}


def place_chosen(text: str) -> int | None:
    """Return which of several a message chooses: 0 the first, -1 the last; None if it does not.

    Whatever says anything else chooses nothing: "die erste Frist" asks.
    """
    listed = sets(_FILE)
    told = [word for word in folded(text) if word not in listed["idle"]]
    if len(told) != 1:
        return None
    return next((place for name, place in _PLACES.items() if told[0] in listed[name]), None)
