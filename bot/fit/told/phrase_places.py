"""Finds phrases in a message, with the places where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.words.folding import WORD, fold

_CLAUSE_ENDS = ",;.!?\n:"


@dataclass(frozen=True)
class Said:
    """A folded word, its place in the text, and whether a clause begins with it."""

    word: str
    start: int
    end: int
    begins: bool


# A message is looked through for several kinds of names in turn; it is forgotten with the next one.
@lru_cache(maxsize=1)
def said_words(text: str) -> Sequence[Said]:
    """Return the words of a message in their order."""
    said: list[Said] = []
    for match in WORD.finditer(text):
        gap = text[said[-1].end : match.start()] if said else ","
        begins = any(sign in gap for sign in _CLAUSE_ENDS)
        said.append(Said(fold(match[0]), match.start(), match.end(), begins))
    return tuple(said)


Phrases = Mapping[str, Sequence[tuple[Sequence[str], str]]]
"""By its first word, what a phrase is looked for by: its words, and the id that they stand for."""


def named(said: Sequence[Said], phrases: Phrases) -> Iterable[tuple[str, tuple[int, int]]]:
    """Yield ids and places of what is named; of two that overlap, the longer one."""
    taken = -1
    for place in range(len(said)):
        if place < taken:
            continue
        fits = list(_begun(said, place, phrases))
        if fits:
            length = max(length for _, length in fits)
            taken = place + length
            yield next(slug for slug, size in fits if size == length), (place, taken)


def all_named(said: Sequence[Said], phrases: Phrases) -> Iterable[tuple[str, tuple[int, int]]]:
    """Yield ids and places of all that is named, overlapping or not."""
    for place in range(len(said)):
        for slug, length in _begun(said, place, phrases):
            yield slug, (place, place + length)


def _begun(said: Sequence[Said], place: int, phrases: Phrases) -> Iterable[tuple[str, int]]:
    """Yield ids and lengths, in words, of the phrases that begin at a place."""
    for phrase, slug in phrases.get(said[place].word, ()):
        length = len(phrase)
        if length == 1 or [one.word for one in said[place : place + length]] == phrase:
            yield slug, length


def by_first_word(forms: Mapping[str, Sequence[str]]) -> Phrases:
    """Return what each id may be called, to be looked for in a message."""
    phrases: dict[str, list[tuple[Sequence[str], str]]] = {}
    for slug, listed in forms.items():
        for words in map(str.split, listed):
            phrases.setdefault(words[0], []).append((words, slug))
    return phrases
