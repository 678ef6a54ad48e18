"""Recognises who books before money is granted (``early_booking.yml``).

"Meine Kollegin meint, man darf vorher keinen Bus bestellen" has words of its own for what others
call booking: the ranker is not sure of it, and the entry on booking early is what protects the
money.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.situations.situation import FINAL
from bot.dialogue.topics import (
    CASE,
    CHANGE_TOPIC,
    EARLY_TOPIC,
    ENTRY_TOPICS,
    SINGLE_PERSONS,
)
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("early_booking.yml")
_MOST_WORDS = 18
_NEAR = 5
_WITH_OWN_BOOKINGS = (
    *ENTRY_TOPICS, CASE, CHANGE_TOPIC, EARLY_TOPIC, SINGLE_PERSONS, "beratung_", "qualifizierung",
    "veranstaltung", "versicherung",
)  # fmt: skip


def early_booking_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return the entry on booking early to who books too early, None for all others.

    Below what has its own bookings, insurances and visas, these are meant.
    """
    if before is None or before.is_guess or before.topic.startswith(_WITH_OWN_BOOKINGS):
        return None
    is_open = heard.decision not in (*FINAL, "handover")
    is_near = EARLY_TOPIC in heard.topics[:_NEAR]
    if not (is_open and is_near and _books_early(folded(heard.text))):
        return None
    programmes = heard.programmes or before.programmes
    return Meant("answer", EARLY_TOPIC, programmes, heard.countries or before.countries)


def _books_early(said: list[str]) -> bool:
    known = sets(_FILE)
    is_early = not known["early"].isdisjoint(said)
    is_early = is_early or has_phrase(said, lists(_FILE)["early_phrases"])
    is_asked = not known["asked"].isdisjoint(said)
    is_booked = _begins(said, "booking_beginnings")
    is_got = _begins(said, "bookable_beginnings") and not known["getting"].isdisjoint(said)
    is_else = _begins(said, "otherwise_beginnings") or not known["another_time"].isdisjoint(said)
    is_short = len(said) <= _MOST_WORDS
    return is_short and is_early and is_asked and (is_booked or is_got) and not is_else


def _begins(said: list[str], name: str) -> bool:
    return any(word.startswith(lists(_FILE)[name]) for word in said)
