"""Deadlines that are said to be put off: "die Frist am 15.1. wurde auf den 20.1. verschoben"."""

from __future__ import annotations

from bot.deadlines.asked.words import is_deadline, words
from bot.knowledge.naming.names import words_of


def tells_of_moved_deadline(message: str) -> bool:
    """Say whether it is told or asked that a deadline was put off, and not the journey.

    "Wir haben vom 10.4. auf den 20.4. verschoben, welche Frist gilt?" tells of the journey.
    """
    known, said = words(), [word.text for word in words_of(message)]
    put_off = (*known.postponed, *known.prolonged)
    last = max((place for place, word in enumerate(said) if word in put_off), default=-1)
    before = said[: max(last, 0)]
    is_of_deadline = any(is_deadline(word) for word in before)
    is_of_journey = any(part in word for word in said for part in known.project_parts)
    is_ours = not {*known.postponing}.isdisjoint(before)
    return is_of_deadline and not (is_of_journey or is_ours)
