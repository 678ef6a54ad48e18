"""Recognises who asks for money for a trip to a memorial that has no partner group."""

from __future__ import annotations

from bot.dialogue.context import Heard, Meant
from bot.dialogue.situations.partner import lacks_partner, names_partner
from bot.dialogue.situations.situation import MEMORIAL_PROGRAMME
from bot.dialogue.situations.situation_words import has_word
from bot.words.phrases import folded

NEEDS_PARTNER = "dpjw"
"""Both partners apply to it together, so it does not pay for trips of one group."""
MEMORIAL_TRIP = "gedenkstaette"
"""The format of a journey to a memorial."""


def goes_to_memorial_alone(heard: Heard, meant: Meant) -> bool:
    """Say whether money for a memorial trip is asked for that has no partner, as far as told."""
    if lacks_partner(heard.text) and MEMORIAL_PROGRAMME in meant.programmes:
        return True
    is_trip = names_trip_alone(heard) and meant.decision != "act"
    return is_trip and NEEDS_PARTNER in meant.programmes


def names_trip_alone(heard: Heard) -> bool:
    """Say whether a message names a memorial trip and no partner."""
    return MEMORIAL_TRIP in heard.formats and not names_partner(heard.text)


def is_of_memorials(passage: str) -> bool:
    """Say whether a passage holds for journeys to memorials: "Gedenkstättenfahrt: …"."""
    catchword, colon, _ = passage.partition(":")
    return bool(colon) and has_word(folded(catchword), "memorials")
