"""Finds names in a text: longest match on whole words, in one spelling, with German endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.nlu.folding import fold

_WORD = re.compile(r"\w+(?:\+)?")
# Endings of adjectives and of the genitive; short words would match by accident.
_ENDINGS = ("e", "en", "er", "es", "em", "s")
_MIN_STEM = 6


@dataclass(frozen=True)
class Name:
    """A name found in a text: character offsets ``start`` to ``end``, entity and its value."""

    start: int
    end: int
    entity: str
    value: str


class Gazetteer:
    """All known names; matching takes time linear in the words of the text."""

    def __init__(self, forms: Iterable[tuple[str, str, str]]) -> None:
        """Learn ``(surface form, entity, value)`` triples."""
        self._names: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for form, entity, value in forms:
            key = tuple(word for word, _, _ in _words(form))
            if key:
                self._names.setdefault(key, []).append((entity, value))
        self._longest = max(map(len, self._names), default=0)

    def find(self, text: str) -> list[Name]:
        """Return the names in ``text`` in order; of two that overlap, the longer one."""
        words = _words(text)
        found: list[Name] = []
        position = 0
        while position < len(words):
            match = self._match(words, position)
            if match is None:
                position += 1
                continue
            length, meanings = match
            start, end = words[position][1], words[position + length - 1][2]
            found += [Name(start, end, entity, value) for entity, value in meanings]
            position += length
        return found

    def _match(
        self, words: list[tuple[str, int, int]], position: int
    ) -> tuple[int, list[tuple[str, str]]] | None:
        for length in range(min(self._longest, len(words) - position), 0, -1):
            key = tuple(word for word, _, _ in words[position : position + length])
            for variant in _variants(key):
                meanings = self._names.get(variant)
                if meanings:
                    return length, meanings
        return None


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _variants(key: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    yield key
    last = key[-1]
    for ending in _ENDINGS:
        if last.endswith(ending) and len(last) - len(ending) >= _MIN_STEM:
            yield (*key[:-1], last[: -len(ending)])


def forms_of(
    lookups: Mapping[str, Iterable[str]], synonyms: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Join lookups (entity → values) and synonyms (surface form → value) to triples."""
    entity_of = {value: entity for entity, values in lookups.items() for value in values}
    return [
        (form, entity_of[value], value) for form, value in synonyms.items() if value in entity_of
    ]
