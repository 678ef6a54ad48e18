"""Tells a message that counts people and says nothing else: "2 Klassen", "about 20 kids"."""

from __future__ import annotations

from bot.fit.words import words
from bot.intake.words import fitting_parts, phrases
from bot.words.phrases import spaced

_MOST_WORDS = 6
_LEAST_LETTERS = 4


def counts_heads(said: str) -> bool:
    """Say whether a text is a number of people, whatever was asked."""
    spoken = spaced(said).split()
    if len(spoken) > _MOST_WORDS or not any(map(_is_number, spoken)):
        return False
    heads = [word for word in spoken if _is_of_people(word)]
    beside = {*phrases("beside_answers"), *phrases("between_numbers")}
    others = [word for word in spoken if word not in heads and word not in beside]
    return bool(heads) and all(map(_is_number, others))


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
