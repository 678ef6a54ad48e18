"""The words that need an explanation or have a simpler neighbour, and where a text uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.words.lists import tree

_WORDS_FILE = Path(__file__).with_name("words.yml")

# Endings that German nouns and adjectives take; irregular plurals are names of their own.
_NOUN_ENDING = "(?:e?[ns]|e|er|ern)?"
_ADJECTIVE_ENDING = "(?:e[nrsm]?)?"
_ADJECTIVE = re.compile(r"(?P<stem>[\w-]{3,}?)(?:e[nrsm]?)\Z")
# At least two capitals in a row: KJP, KA152, OIDs; not a word in capitals that belongs to a name.
_ABBREVIATION = re.compile(r"(?<!\w)(?=\w*[A-ZÄÖÜ]{2})[A-ZÄÖÜ][A-ZÄÖÜa-z]{0,4}\d{0,4}(?!\w)")


@dataclass(frozen=True)
class Term:
    """A field term with all its spellings: abbreviation, long form, irregular plural."""

    name: str
    other_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return all spellings."""
        return (self.name, *self.other_names)


@dataclass(frozen=True)
class Mention:
    """A term in a sentence: ``sentence[start:end]``; ``term`` is what the editor knows it by."""

    term: Term
    start: int
    end: int


class Vocabulary:
    """Which words a reader may not know; build it with :func:`load_vocabulary`."""

    def __init__(
        self,
        terms: Iterable[Term],
        replacements: Mapping[str, str],
        familiar_abbreviations: Iterable[str],
    ) -> None:
        self._terms = [
            (term, [(_kept(name), re.compile(_pattern(name))) for name in term.names])
            for term in terms
        ]
        self._replacements = [
            (re.compile(_pattern(word)), better) for word, better in replacements.items()
        ]
        self._familiar = frozenset(familiar_abbreviations)

    def mentions(self, sentence: str) -> list[Mention]:
        """Return the terms and unknown abbreviations of a sentence in their order.

        A term inside a longer one („Jugendwerk“ in „Deutsch-Polnisches Jugendwerk“) is not one.
        """
        found = [
            Mention(term, match.start(), match.end())
            for term, names in self._terms
            for kept, pattern in names
            # Most names do not occur: looking for their letters is faster than for their pattern.
            if kept in sentence
            for match in pattern.finditer(sentence)
        ]
        found += self._abbreviations(sentence)
        found.sort(key=lambda mention: (mention.start, -mention.end))
        kept: list[Mention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept

    def hard_words(self, sentence: str) -> Iterator[tuple[str, str]]:
        """Yield the words of a sentence that have a simpler neighbour, with that neighbour."""
        for pattern, better in self._replacements:
            match = pattern.search(sentence)
            if match:
                yield match[0], better

    def _abbreviations(self, sentence: str) -> Iterator[Mention]:
        for match in _ABBREVIATION.finditer(sentence):
            if match[0] not in self._familiar:
                yield Mention(Term(match[0]), match.start(), match.end())


def load_vocabulary(terms: Iterable[Term] = ()) -> Vocabulary:
    """Return our own lists and the terms given, for example those of the office's glossary.

    What ``words.yml`` calls familiar needs no explanation, even when it is among ``terms``. Two
    terms that share a name are one.
    """
    words = _words()
    familiar = {name.casefold() for name in words["familiar"]}
    own = (Term(names[0], tuple(names[1:])) for names in words["explain"])
    needed = [
        Term(names[0], names[1:])
        for term in (*terms, *own)
        if (names := _unfamiliar(term.names, familiar))
    ]
    return Vocabulary(_merged(needed), words["replace"], words["familiar_abbreviations"])


def _unfamiliar(names: tuple[str, ...], familiar: set[str]) -> tuple[str, ...]:
    clean = tuple(name.strip() for name in names if name.strip())
    # One familiar name is enough to use it, but the others still need it.
    return tuple(name for name in clean if name.casefold() not in familiar)


def _merged(terms: Iterable[Term]) -> list[Term]:
    """Join terms that share a name, so that one explanation serves all its spellings."""
    groups: list[dict[str, None]] = []
    for term in terms:
        names = dict.fromkeys(term.names)
        apart = []
        for group in groups:
            if group.keys() & names.keys():
                names = {**group, **names}
            else:
                apart.append(group)
        groups = [*apart, names]
    return [Term(first, tuple(others)) for first, *others in map(list, groups)]


def _pattern(name: str) -> str:
    *before, last = name.split()
    parts = [_inflected(part, is_last=False) for part in before] + [_inflected(last, is_last=True)]
    # „Teams up!“ ends in a sign: what follows may be anything.
    end = r"(?!\w)" if last[-1].isalnum() else ""
    return r"(?<!\w)" + r"\s+".join(parts) + end


def _inflected(word: str, *, is_last: bool) -> str:
    stem, ending = _stem_and_ending(word, is_last=is_last)
    first = re.escape(stem[0])
    if stem[0].islower():
        first = f"[{stem[0].upper()}{stem[0]}]"
    return first + re.escape(stem[1:]) + ending


def _stem_and_ending(word: str, *, is_last: bool) -> tuple[str, str]:
    if not word[-1].isalpha() or word.isupper():
        return word, ""
    if is_last and not word[0].islower():
        return word, _NOUN_ENDING
    adjective = _ADJECTIVE.match(word)
    return (adjective["stem"] if adjective else word), _ADJECTIVE_ENDING


def _kept(name: str) -> str:
    """Return what all spellings of a name share: its first word without first letter and ending."""
    words = name.split()
    return _stem_and_ending(words[0], is_last=len(words) == 1)[0][1:]


def _words() -> dict[str, Any]:
    words: dict[str, Any] = tree(_WORDS_FILE)
    return words
