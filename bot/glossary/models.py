"""A term of the field and its explanation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from os.path import commonprefix

from bot.knowledge.entry import Source
from bot.knowledge.naming.names import words_of
from bot.words.folding import fold

_LONGEST_ABBREVIATION = 8
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3


@dataclass(frozen=True)
class Term:
    """A term with its explanation in plain words.

    ``long`` is what an abbreviation stands for, ``forms`` are other spellings, ``topic`` is the id
    of the answer that goes on, ``programme`` the id of a funding programme. Without ``sources`` it
    is practical knowledge. ``is_explained_in_answers`` is False for words that most people know.
    """

    id: str
    name: str
    long: str | None
    forms: tuple[str, ...]
    explanation: str
    sources: tuple[Source, ...]
    topic: str
    programme: str | None
    checked_on: date
    is_explained_in_answers: bool

    @property
    def title(self) -> str:
        """Return the name, with what it stands for."""
        return self.name if self.long is None else f"{self.name} ({self.long})"

    @property
    def is_practice(self) -> bool:
        """Say whether the explanation rests on practical knowledge alone."""
        return not self.sources

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names and spellings, each once."""
        long = () if self.long is None else (self.long,)
        return tuple(dict.fromkeys((self.name, *long, *self.forms)))

    @property
    def other_names(self) -> tuple[str, ...]:
        """Return the spellings that are worth showing: no mere inflections of one another."""
        known = [self.name] if self.long is None else [self.name, self.long]
        shown: list[str] = []
        for form in self.forms:
            if not any(_is_inflected(form, other) for other in (*known, *shown)):
                shown.append(form)
        return tuple(shown)

    def is_written_as(self, written: str) -> bool:
        """Say whether ``written`` may be this term: an abbreviation keeps its capitals."""
        plain = fold(written)
        alike = [name for name in self.names if fold(name) == plain]
        return not alike or any(
            not is_abbreviation(name) or written.startswith(name) for name in alike
        )


def _is_inflected(one: str, other: str) -> bool:
    """Say whether two names differ in the ends of their words only."""
    words, others = ([word.text for word in words_of(name)] for name in (one, other))
    return len(words) == len(others) and all(
        one_word == other_word or _is_one_stem(one_word, other_word)
        for one_word, other_word in zip(words, others, strict=True)
    )


def _is_one_stem(one: str, other: str) -> bool:
    stem = len(commonprefix((one, other)))
    least = max(_SHORTEST_STEM, max(len(one), len(other)) - _LONGEST_ENDING)
    # "KA150" and "KA151" are two things.
    return stem >= least and one.isalpha() and other.isalpha()


def is_abbreviation(name: str) -> bool:
    """Say whether a name has at least two capitals in one short word, as KJP, BuT, ANBest-P."""
    capitals = sum(char.isupper() for char in name)
    return capitals > 1 and len(name) <= _LONGEST_ABBREVIATION and " " not in name
