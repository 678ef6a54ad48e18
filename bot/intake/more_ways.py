"""Second numbers and addresses: the request has one field for each, the rest is kept as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.intake.contact import Contact, found_contacts
from bot.intake.corrections import read_correction
from bot.intake.misfit import added
from bot.intake.replies import Heard
from bot.intake.sheet import Sheet, contact_of
from bot.intake.subject import FREE
from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import has_any, spaced

# Longer messages tell more than who is reached where: only the ways themselves are repeated.
_MOST_WORDS = 25


def tells_further_ways(description: str) -> bool:
    """Say whether a description ends in ways for which no field was left."""
    return description.rpartition("\n")[2].startswith(text("intake.further_ways", ways="").strip())


def with_further_ways(
    asked: str, told: dict[str, Any], sheet: Sheet, heard: Heard, today: date
) -> dict[str, Any]:
    """Return the answers with ways in the description for which no field is left.

    "0171 … oder im Büro 0211 …": the first is the number, and the whole sentence tells the office
    whose the second is. A number that was told before stays where another is told beside it,
    "oder mobil 0171 …"; without such a word the later one holds.
    """
    if not told.get("contact"):
        return told
    before, now = contact_of(sheet), Contact.from_dict(told["contact"])
    correction = read_correction(heard.message)
    said = heard.text if correction is None else correction.message.text
    if correction is None and has_any(spaced(said), phrases("beside_way_before")):
        now = replace(now, email=before.email or now.email, phone=before.phone or now.phone)
    further = [way for way in found_contacts(said, today) if way not in (now.email, now.phone)]
    if not further:
        return told
    is_whole = asked not in FREE and len(said.split()) <= _MOST_WORDS
    ways = " ".join(said.split()) if is_whole else ", ".join(further)
    more = added("description", text("intake.further_ways", ways=ways), {**sheet, **told})
    return {**told, "contact": now.as_dict(), **(more or {})}
