"""Finds names in a text: longest match on whole words, in one spelling, with German endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.words.folding import fold

# Letters with separate accents (as some systems send umlauts) belong to one word.
_WORD = re.compile(r"\w(?:\w|[\u0300-\u036f])*\+?")
# Endings of adjectives and of the genitive; short words would match by accident.
_ENDINGS = ("e", "en", "er", "es", "em", "s")
_MIN_STEM = 6
# "Wie viel Geld" and "wie viele Leute" must stay apart.
_ENDING_IN_PHRASE = re.compile(r"(?<=\w{5})(?<!wieviel)(?:en|er|es|em|e|s)\Z")
_END_OF_SENTENCE = re.compile(r"[?!;]|\.\s+(?=[^\W\d_a-zäöüß])")
_ABBREVIATION = re.compile(r"(\w+)\.")
# "Polenaustausch", "Dfjwantrag": a name and what is done with it, written as one word.
_TAIL = re.compile(
    r"(?:austausche?s?|fahrt(?:en)?|reisen?|begegnung(?:en)?|projekte?s?|gruppen?|besuche?s?"
    r"|partner(?:in)?|camps?|aufenthalte?s?|programme?s?|antr(?:ag|aege)s?|foerderung|mittel"
    r"|mitteln|geld(?:er)?|zuschuss|zuschuesse|anfragen?|kontakte?|team|treffen|besucher"
    r"|frist(?:en)?|deadlines?|runden?|berichte?s?|abrechnung)\Z"
)
_MIN_NAME_BEFORE_TAIL = 3
_COMPOUNDING = frozenset({"country", "programme"})
_CACHED_WORDS = 20_000
_LONGEST_WORD = 80

Meaning = tuple[str, str]
"""An entity and its value."""


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
        self._words: dict[str, list[Meaning]] = {}
        self._phrases: dict[tuple[str, ...], list[Meaning]] = {}
        self._longest_from: dict[str, int] = {}
        self._abbreviations: set[str] = set()
        for form, entity, value in forms:
            self._abbreviations.update(map(fold, _ABBREVIATION.findall(form)))
            words = [word for word, _, _ in _words(form)]
            if words:
                self._learn(words, (entity, value))

    def _learn(self, words: Sequence[str], meaning: Meaning) -> None:
        if len(words) == 1:
            known = self._words.setdefault(words[0], [])
        else:
            key = tuple(map(_stem, words))
            self._longest_from[key[0]] = max(len(key), self._longest_from.get(key[0], 0))
            known = self._phrases.setdefault(key, [])
        # "Ansprechpartner:in" and "Ansprechpartner*in" are the same words.
        if meaning not in known:
            known.append(meaning)

    def find(self, text: str) -> list[Name]:
        """Return the names in ``text`` in order; of two that overlap, the longer one."""
        words = _words(text)
        stems = [_stem(word) for word, _, _ in words]
        ends = self._ends_of_sentences(text, words)
        found: list[Name] = []
        position = 0
        while position < len(words):
            room = ends[position] - position
            length, meanings = self._match(words, stems, position, room)
            start, end = words[position][1], words[position + length - 1][2]
            found += [Name(start, end, entity, value) for entity, value in meanings]
            position += length
        return found

    def _ends_of_sentences(self, text: str, words: Sequence[tuple[str, int, int]]) -> list[int]:
        """Return for each word the index after the last word of its sentence."""
        ends = [len(words)] * len(words)
        for index in range(len(words) - 2, -1, -1):
            word, _, end = words[index]
            gap = text[end : words[index + 1][1] + 1]
            is_end = _END_OF_SENTENCE.search(gap) and word not in self._abbreviations
            ends[index] = index + 1 if is_end else ends[index + 1]
        return ends

    def _match(
        self, words: Sequence[tuple[str, int, int]], stems: Sequence[str], position: int, room: int
    ) -> tuple[int, Sequence[Meaning]]:
        """Return how many words to go on, and what they mean, if anything."""
        longest = min(self._longest_from.get(stems[position], 0), room)
        for length in range(longest, 1, -1):
            meanings = self._phrases.get(tuple(stems[position : position + length]))
            if meanings:
                return length, meanings
        return 1, self._meanings_of_word(words[position][0])

    def _meanings_of_word(self, word: str) -> Sequence[Meaning]:
        if word in self._words:
            return self._words[word]
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _MIN_STEM and stem in self._words:
                return self._words[stem]
        tail = _TAIL.search(word, _MIN_NAME_BEFORE_TAIL)
        name = word[: tail.start()] if tail else ""
        # "Erasmusfrist" ends in its own "s", "Leitungsteam" in one that joins.
        known = self._words.get(name) or self._words.get(name.removesuffix("s"), [])
        return [meaning for meaning in known if meaning[0] in _COMPOUNDING]


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(_spelt(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _spelt(word: str) -> str:
    # No name is that long, and the cache should not keep what someone pasted.
    return _folded(word) if len(word) <= _LONGEST_WORD else ""


@lru_cache(maxsize=_CACHED_WORDS)
def _folded(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=_CACHED_WORDS)
def _stem(word: str) -> str:
    return _ENDING_IN_PHRASE.sub("", word)


def forms_of(
    lookups: Mapping[str, Iterable[str]], synonyms: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Join lookups (entity → values) and synonyms (surface form → value) to triples."""
    entity_of = {value: entity for entity, values in lookups.items() for value in values}
    return [
        (form, entity_of[value], value) for form, value in synonyms.items() if value in entity_of
    ]
