"""Second numbers and addresses: two numbers have a field, the rest is kept as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.consultations.checks import FieldProblem, check_field
from bot.consultations.phones import joined_numbers, numbers_in
from bot.intake.answering.misfit import added
from bot.intake.answering.subject import FREE
from bot.intake.plan.corrections import read_correction
from bot.intake.replies import Heard
from bot.intake.request.contact import Contact, contact_spans, found_contacts
from bot.intake.request.sheet import Sheet, contact_of
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

    Two numbers stand in their field. Of "0171 … oder im Büro 0211 …" the whole sentence is kept,
    too: it tells the office whose the second is. A number that was told before stays where another
    is told beside it, "oder mobil 0171 …"; without such a word the later one holds.
    """
    if not told.get("contact"):
        return told
    before, now = contact_of(sheet), Contact.from_dict(told["contact"])
    correction = read_correction(heard.message)
    # "Mail: kim@…, meine Chefin: jo@…" sets the way by its name and tells another.
    is_set = correction is not None and bool(correction.value)
    said = heard.text if correction is None or is_set else correction.message.text
    if correction is None and has_any(spaced(said), phrases("beside_way_before")):
        now = replace(now, email=before.email or now.email, phone=before.phone or now.phone)
    elif correction is None and has_any(spaced(said), phrases("beside_number_before")):
        now = replace(now, phone=before.phone or now.phone)
    known = (now.email, *numbers_in(now.phone or ""))
    further = [way for way in found_contacts(said, today) if way not in known]
    if not further:
        return told
    now, further = _with_second_number(now, further)
    is_whole = asked not in FREE and len(said.split()) <= _MOST_WORDS
    if not further and not (is_whole and _tells_whose(said, today)):
        return {**told, "contact": now.as_dict()}
    ways = " ".join(said.split()) if is_whole else ", ".join(further)
    more = added("description", text("intake.further_ways", ways=ways), {**sheet, **told})
    return {**told, "contact": now.as_dict(), **(more or {})}


def _with_second_number(now: Contact, further: list[str]) -> tuple[Contact, list[str]]:
    """Return the contact with a second number in its field, and the ways that are left."""
    number = next((way for way in further if "@" not in way), None)
    if number is None or now.phone is None:
        return now, further
    both = check_field("phone", joined_numbers(now.phone, number))
    if isinstance(both, FieldProblem):
        return now, further
    return replace(now, phone=both), [way for way in further if way != number]


def _tells_whose(said: str, today: date) -> bool:
    """Say whether a message tells more of its numbers than that there are two."""
    rest = said
    for start, end in reversed(contact_spans(said, today)):
        rest = f"{rest[:start]} {rest[end:]}"
    return not set(spaced(rest).split()) <= {*phrases("beside_two_numbers")}
