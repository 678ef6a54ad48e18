"""Recognises whether a message tells of a partner group, or that there is none."""

from __future__ import annotations

import re
from pathlib import Path

from bot.dialogue.words import words
from bot.words.lists import sets
from bot.words.phrases import folded

# "… in Haifa", at the end.
_PLACE = re.compile(r"\s(?:in|aus|bei)\s+\w+\W*$")
_FILE = Path(__file__).with_name("partner.yml")
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


def tells_of_partner(text: str) -> bool:
    """Say whether "haben schon einen Partner" is about all that a message tells."""
    said = folded(_PLACE.sub("", text))
    has_one = not sets(_FILE)["having"].isdisjoint(said)
    is_all = all(word in sets(_FILE)["beside"] for word in said if not word.startswith(_PARTNER))
    return has_one and is_all and "?" not in text and names_partner(text)


def _partners(said: list[str]) -> list[int]:
    """Return the places of the words for a partner; a twin town is none."""
    return [
        place
        for place, word in enumerate(said)
        if word.startswith(_PARTNER) and not word.startswith(_TOWNS)
    ]


def _is_denied(said: list[str], place: int) -> bool:
    return not words().denying.isdisjoint(said[max(0, place - _WORDS_BETWEEN) : place])
