"""Finds countries by their names in other languages (``foreign_countries.yml``).

The lookups hold German names and what Germans type. "Échange avec la Pologne" and "обмен с Польшей"
name a country, too; only the names of the language that a message is written in count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.nlu.names.gazetteer import Name
from bot.words.folding import bare
from bot.words.lists import lists, tree

_FILE = Path(__file__).with_name("foreign_countries.yml")
_LANGUAGES_FILE = Path(__file__).with_name("languages_named.yml")
_ENTITY = "country"
_WORD = re.compile(r"\w(?:\w|[\u0300-\u036f\u064b-\u0655])*")
_ARABIC = "ar"
# "und", "mit", "für" and the article stand before a name without a space.
_PREFIXES = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
# No name is that long.
_LONGEST_WORD = 40
_MOST_WORDS = 3


@dataclass(frozen=True)
class _Names:
    whole: Mapping[str, str]
    beginnings: Mapping[str, str]

    def at(self, said: str) -> tuple[int, str] | None:
        """Return how many words of plain text name a country, and which; None if none does."""
        if said in self.whole:
            return _count(said), self.whole[said]
        begun = ((b, c) for b, c in self.beginnings.items() if said.startswith(b))
        return next(((_count(beginning), country) for beginning, country in begun), None)


def find_countries(text: str, language: str) -> list[Name]:
    """Return the countries that ``text``, written in ``language``, names; none for German."""
    names = _names().get(language)
    if names is None:
        return []
    words = [m for m in _WORD.finditer(text) if len(m[0]) <= _LONGEST_WORD]
    plain = [bare(match[0]) for match in words]
    found: list[Name] = []
    place = 0
    while place < len(words):
        length, country = _match(names, plain[place : place + _MOST_WORDS], language)
        if country is not None and not _is_language(plain, place, place + length):
            end = words[place + length - 1].end()
            found.append(Name(words[place].start(), end, _ENTITY, country))
        place += length
    return found


def _is_language(words: list[str], start: int, end: int) -> bool:
    """Say whether a name is that of a language: "po polsku", "українською мовою"."""
    told = lists(_LANGUAGES_FILE)
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    is_adverb = before in told["adverb_before"] and words[start].endswith(told["adverb_endings"])
    is_beside = any(_begins(word, told["beside"]) for word in (before, after))
    return is_adverb or is_beside or _begins(before, told["speaking"])


def _begins(word: str, listed: tuple[str, ...]) -> bool:
    return any(word.startswith(one[:-1]) if one.endswith("*") else word == one for one in listed)


def _match(names: _Names, words: list[str], language: str) -> tuple[int, str | None]:
    """Return how many of ``words`` name a country, and which; one and None if they name none."""
    for length in range(len(words), 0, -1):
        said = " ".join(words[:length])
        forms = (said, *_without_prefixes(said, language))
        found = next(filter(None, map(names.at, forms)), None)
        if found is not None:
            return found
    return 1, None


def _count(said: str) -> int:
    return said.count(" ") + 1


def _without_prefixes(word: str, language: str) -> list[str]:
    if language != _ARABIC:
        return []
    return [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]


@cache
def _names() -> Mapping[str, _Names]:
    raw: Mapping[str, Mapping[str, list[str]]] = tree(_FILE)
    return {language: _read(countries) for language, countries in raw.items()}


def _read(countries: Mapping[str, list[str]]) -> _Names:
    forms = [(bare(form), country) for country, listed in countries.items() for form in listed]
    return _Names(
        whole={form: country for form, country in forms if not form.endswith("*")},
        beginnings={form[:-1]: country for form, country in forms if form.endswith("*")},
    )
