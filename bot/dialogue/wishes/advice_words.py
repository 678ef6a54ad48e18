"""The words of ``advice.yml``: by which a wish for advice is known."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from bot.words.lists import lists, sets
from bot.words.turn import once_a_turn

_FILE = Path(__file__).with_name("advice.yml")
# One letter wrong, missing or too many in a word of eight; "Bewertung" is another word.
_LIKENESS = 0.86
_LONG_WORD = 7
_PHRASES = ("phrases", "sure_phrases", "person_phrases", "foreign_phrases")


@dataclass(frozen=True)
class Words:
    """The lists of the file; phrases are of several words."""

    names: frozenset[str]
    requests: frozenset[str]
    if_of_others: frozenset[str]
    if_alone: frozenset[str]
    beside_alone: frozenset[str]
    wishes: frozenset[str]
    actions: frozenset[str]
    remarks: frozenset[str]
    fillers: frozenset[str]
    blockers: frozenset[str]
    person: frozenset[str]
    pleaded_from: frozenset[str]
    pleaded_for: frozenset[str]
    pleaded: frozenset[str]
    called_back: frozenset[str]
    calling: frozenset[str]
    called: frozenset[str]
    asked_to: frozenset[str]
    beside_plea: frozenset[str]
    no_plea: frozenset[str]
    helping: frozenset[str]
    helped: frozenset[str]
    having: frozenset[str]
    days: frozenset[str]
    no_time: frozenset[str]
    before_way: frozenset[str]
    before_subject: frozenset[str]
    before_topic: frozenset[str]
    phrases: tuple[str, ...]
    sure_phrases: tuple[str, ...]
    person_phrases: tuple[str, ...]
    foreign_phrases: tuple[str, ...]

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Return what advice is called."""
        return self.names | self.requests

    @cached_property
    def nouns_with_letters(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the same in a fixed order, each with the letters that it is made of."""
        return tuple((noun, frozenset(noun)) for noun in sorted(self.nouns))

    @cached_property
    def of_free_time(self) -> frozenset[str]:
        """Return the words by which somebody asks for help and tells when there is time for it."""
        free = self.having | self.days | self.beside_alone | {"zeit"}
        return self.helping | self.helped | free

    @cached_property
    def empty(self) -> frozenset[str]:
        """Return the words that tell nothing about what a wish is about."""
        of_plea = self.pleaded_from | self.pleaded_for | self.pleaded | self.calling | self.called
        every = (*self.phrases, *self.person_phrases, *self.foreign_phrases)
        in_phrases = {word for phrase in every for word in phrase.split()}
        of_wish = self.nouns | self.wishes | self.actions | self.fillers | self.person
        return of_wish | of_plea | self.beside_plea | in_phrases


@lru_cache(maxsize=1)
def advice_words() -> Words:
    """Return the lists of the file."""
    phrases = {name: lists(_FILE)[name] for name in _PHRASES}
    every: dict[str, Any] = {**sets(_FILE), **phrases}
    return Words(**every)


def known_noun(word: str) -> str:
    """Return the word, or the name of the thing that it misspells."""
    # Several rules of a turn ask it of each word of the message.
    return once_a_turn(("known_noun", word), lambda: _known_noun(word))


def _known_noun(word: str) -> str:
    known = advice_words()
    if len(word) < _LONG_WORD or word in known.nouns or word in known.actions:
        return word
    # So many letters must be shared, whatever their order: few words need to be compared.
    letters = frozenset(word)
    near = [
        noun
        for noun, its_letters in known.nouns_with_letters
        if 2 * (len(noun) - len(its_letters - letters)) >= _LIKENESS * (len(noun) + len(word))
    ]
    return next(iter(get_close_matches(word, near, n=1, cutoff=_LIKENESS)), word) if near else word
