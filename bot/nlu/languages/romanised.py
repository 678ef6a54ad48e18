"""Russian, Ukrainian and Arabic in Latin letters ("kogda srok", "baddi safer 3a espania").

Whoever has no keyboard of their own writes like this. It is recognised by words (and in Arabic by
digits that stand for letters) and read in the letters of the language (``romanised.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.words.folding import bare
from bot.words.lists import tree

_FILE = Path(__file__).with_name("romanised.yml")
_WORD = re.compile(r"[^\W_]+")
_LATIN_WORD = re.compile(r"[a-z0-9']*[a-z][a-z0-9']*", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
# "7abibi", "ya3ni": no German or English word looks like this; "B2" and "KA152" do.
_ARABIC_DIGIT = re.compile(r"^(?:[357][a-z]+|[a-z]+[2357][a-z]+)$")
# "laje2" does, and so do "CO2" and "KA2": such a word only confirms another.
_ARABIC_END = re.compile(r"^[a-z]{2,}[2357]$")
_ENOUGH = 2
_FEW_WORDS = 4


def romanised_language(text: str, *, has_german: bool) -> str | None:
    """Return ``ru``, ``uk`` or ``ar`` for what is written so in Latin letters, else None.

    One word tells a short message only where ``has_german`` is false. Who writes "mój" has the
    letters of a language of their own.
    """
    if not text.isascii() and any(char.isalpha() and "\x7f" < char < "\u0250" for char in text):
        return None
    words = [bare(word) for word in _WORD.findall(text)]
    counts = {language: _count(words, language) for language in _words()}
    best = max(counts, key=lambda language: counts[language])
    needed = 1 if len(words) <= _FEW_WORDS and not has_german else _ENOUGH
    return best if counts[best] >= needed else None


def in_own_letters(text: str, language: str) -> str:
    """Return a message in the letters of its language; other languages stay as they are."""
    letters = _letters().get(language)
    # "Erasmus" in a Russian question is no Russian word.
    if letters is None or 2 * len(_LATIN.findall(text)) < sum(map(str.isalpha, text)):
        return text
    pattern = _pattern(language)
    return _LATIN_WORD.sub(
        lambda word: pattern.sub(lambda found: letters[found[0]], word[0].lower()), text
    )


def _count(words: Sequence[str], language: str) -> int:
    known, said = _words()[language], set(words)
    found = {word for word in said if word in known}
    if language == "ar":
        found |= {word for word in said if _ARABIC_DIGIT.match(word)}
        if found:
            found |= {word for word in said if _ARABIC_END.match(word)}
    return len(found)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    listed: Mapping[str, str] = tree(_FILE)["words"]
    return {language: frozenset(words.split()) for language, words in listed.items()}


@cache
def _letters() -> Mapping[str, Mapping[str, str]]:
    listed: Mapping[str, Mapping[str, str]] = tree(_FILE)["letters"]
    return listed


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_letters()[language], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
