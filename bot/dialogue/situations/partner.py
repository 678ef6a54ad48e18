"""Recognises whether a message tells of a partner group, or that there is none."""

from __future__ import annotations

from bot.dialogue.words import words
from bot.words.phrases import folded

_PARTNER = "partner"
_TOWNS = ("partnerstadt", "partnerstaedt")
# "Ohne eine polnische Partnergruppe".
_WORDS_BETWEEN = 3


def names_partner(text: str) -> bool:
    """Say whether a message tells of a partner, and not that there is none."""
    said = folded(text)
    return any(not _is_denied(said, place) for place in _partners(said))


def lacks_partner(text: str) -> bool:
    """Say whether a message tells that there is no partner: "ohne polnische Partner"."""
    said = folded(text)
    places = _partners(said)
    return bool(places) and all(_is_denied(said, place) for place in places)


def _partners(said: list[str]) -> list[int]:
    """Return the places of the words for a partner; a twin town is none."""
    return [
        place
        for place, word in enumerate(said)
        if word.startswith(_PARTNER) and not word.startswith(_TOWNS)
    ]


def _is_denied(said: list[str], place: int) -> bool:
    return not words().denying.isdisjoint(said[max(0, place - _WORDS_BETWEEN) : place])
