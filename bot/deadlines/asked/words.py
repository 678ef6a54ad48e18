"""The words of ``words.yml``, and how to find them in what a person writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from bot.knowledge.naming.names import words_of
from bot.words.lists import tree

_WORDS_FILE = Path(__file__).with_name("words.yml")


class Words(SimpleNamespace):
    """The word lists; each entry is a phrase in the one spelling of ``bot.knowledge.naming``."""

    units: Mapping[str, tuple[str, ...]]
    offices: Mapping[str, tuple[str, ...]]
    states: Mapping[str, tuple[str, ...]]
    round_seasons: Mapping[str, tuple[str, ...]]

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> tuple[str, ...]: ...


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists of the file."""
    lists: dict[str, Any] = {
        name: tuple(forms)
        if isinstance(forms, list)
        else {key: tuple(group) for key, group in forms.items()}
        for name, forms in tree(_WORDS_FILE).items()
    }
    return Words(**lists)


def joins_not(word: str) -> bool:
    """Say whether a word does not go on with something else, as "und" does."""
    return word not in words().joining


def is_deadline(word: str) -> bool:
    """Say whether a word is one for a deadline to apply, and not the "Monatsfrist" to object."""
    return word.endswith(words().deadline_endings) and not word.endswith(words().other_deadlines)


def phrase_spans(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Return where phrases stand in ``text`` as typed, as pairs of character offsets."""
    said = words_of(text)
    known = {tuple(phrase.split()) for phrase in phrases}
    longest = max(map(len, known), default=0)
    return [
        (said[first].start, said[last].end)
        for first in range(len(said))
        for last in range(first, min(first + longest, len(said)))
        if tuple(word.text for word in said[first : last + 1]) in known
    ]
