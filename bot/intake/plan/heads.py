"""Tells a message that counts people and says nothing else: "2 Klassen", "about 20 kids"."""

from __future__ import annotations

from bot.fit.words import words
from bot.intake.words import fitting_parts, phrases
from bot.words.phrases import spaced

_MOST_WORDS = 8
_LEAST_LETTERS = 4


def counts_heads(said: str) -> bool:
    """Say whether a text is a number of people, whatever was asked."""
    return any(map(_is_of_people, spaced(said).split())) and tells_numbers_only(said)


def tells_numbers_only(said: str) -> bool:
    """Say whether a text has nothing but numbers beside words for people: "ca 15, ab 18"."""
    spoken = spaced(said).split()
    beside = {*phrases("beside_answers"), *phrases("between_numbers")}
    others = [word for word in spoken if not _is_of_people(word) and word not in beside]
    is_short = len(spoken) <= _MOST_WORDS and any(map(_is_number, spoken))
    return is_short and all(map(_is_number, others))


def counts_somebody(said: str) -> bool:
    """Say whether a text counts people, whatever else it tells: "zwei Lehrkräfte kommen dazu"."""
    spoken = spaced(said).split()
    parts = fitting_parts("group")
    return any(map(_is_number, spoken)) and any(
        part in word for word in spoken for part in parts if len(part) >= _LEAST_LETTERS
    )


def _is_number(word: str) -> bool:
    return word.isdigit() or word in words().numbers


def _is_of_people(word: str) -> bool:
    return word.startswith(phrases("heads"))
