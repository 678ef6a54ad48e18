"""The sentence that begins a request, and whether it tells more than the form knows of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.dialogue.wishes.advice import advice_wanted, says_only_that, without_ways
from bot.intake.who.ways import wants_advice_by_way
from bot.intake.wishes.directions import takes_offer, wants_to_go_on
from bot.intake.wishes.sent import wants_another_request
from bot.intake.words import phrases
from bot.words.phrases import spaced

_SLOT = "consultation_"
# What the gateway has taken out: "[E-Mail-Adresse]".
_MASK = re.compile(r"\[[\w-]+\]")
_OF_NO_FIELD = ("consultation_key", "consultation_topic_id")


def is_bare_opening(said: str) -> bool:
    """Say whether a message only asks for what now begins: "Beratung anfragen", "ja bitte"."""
    if advice_wanted(said) is not None and says_only_that(said):
        return True
    if all(word in phrases("beside_agreeing") for word in spaced(said).split()):
        return True
    wishes = (wants_another_request, takes_offer, wants_to_go_on, wants_advice_by_way)
    return any(is_wish(said) for is_wish in wishes)


def field_text(event: Mapping[str, Any]) -> str | None:
    """Return the text that an event puts into a field of the form, None if it does not."""
    name, value = str(event.get("name") or ""), event.get("value")
    is_field = event.get("event") == "slot" and name.startswith(_SLOT) and name not in _OF_NO_FIELD
    return value if is_field and isinstance(value, str) else None


def is_all_known(said: str, values: Iterable[str]) -> bool:
    """Say whether every word of a message stands in ``values`` or only asks for advice."""
    kept = {word for value in values for word in spaced(value).split()}
    if _MASK.search(said):
        # "… unter [Telefonnummer] oder per Mail an [E-Mail-Adresse]" led up to the way only.
        kept |= {*phrases("between_ways")} if kept else set()
    rest = [word for word in spaced(without_ways(said)).split() if word not in kept]
    return bool(kept) and says_only_that(" ".join(rest))
