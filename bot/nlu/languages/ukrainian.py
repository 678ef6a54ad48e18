"""Brings Ukrainian close to Russian: the sentence encoder was trained on the latter only.

No translation, and for ranking only: known words and beginnings of words are replaced, endings and
letters follow rules. What it brought is measured in docs/understanding.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

UKRAINIAN = "uk"
_WORDS_FILE = Path(__file__).with_name("ukrainian_words.txt")
_WORD = re.compile(r"[а-яёіїєґ'’ʼ]+", re.IGNORECASE)
_APOSTROPHES = re.compile("['’ʼ]")
_ANY_ENDING = "*"
_MIN_STEM = 3
# The first that fits is taken; the letters of the rest of the word change afterwards.
_ENDINGS = (
    (re.compile("увати(ся)?$"), "овать"),
    (re.compile("(?<=[аяиіу])тися$"), "ться"),
    (re.compile("(?<=[аяиіу])ти$"), "ть"),
    (re.compile("ння$"), "ние"),
    (re.compile("нням$"), "нием"),
    (re.compile("нні$"), "нии"),
    (re.compile("ття$"), "тие"),
    (re.compile("ість$"), "ость"),
    (re.compile("ості$"), "ости"),
    (re.compile("(?<=[аяую])ється$"), "ется"),
    (re.compile("(?<=[аяую])є$"), "ет"),
    (re.compile("(?<=[аяую])ємо$"), "ем"),
    (re.compile("(?<=[аяую])ємося$"), "емся"),
    (re.compile("(?<=[аяиуюе])ть$"), "т"),
    (re.compile("(?<=[цсз])ія$"), "ия"),
    (re.compile("(?<=[бвдзлмнпрстц])ий$"), "ый"),
    (re.compile("ій$"), "ой"),
    (re.compile("ої$"), "ой"),
    (re.compile("ою$"), "ой"),
    (re.compile("ею$"), "ей"),
    (re.compile("(?<=[бвгдзклмнпрст])ів$"), "ов"),
    (re.compile("їв$"), "ев"),
    (re.compile("(?<=[сц]ьк)а$"), "ая"),
    (re.compile("(?<=[сц]ьк)у$"), "ую"),
    (re.compile("(?<=[сц]ьк)ий$"), "ий"),
    (re.compile("(?<=[бвдзмнпрст])и$"), "ы"),
    (re.compile("(?<=[сц]ьк)і$"), "ие"),
    (re.compile("(?<=[вн])і$"), "ые"),
    (re.compile("(?<=[дзклмпрст])і$"), "е"),
)
_BEGINNINGS = (
    (re.compile("^під"), "под"),
    (re.compile("^від"), "от"),
    (re.compile("^між"), "меж"),
    (re.compile("^роз(?=[кпстхцчшщ])"), "рас"),
    (re.compile("^без(?=[кпстхцчшщ])"), "бес"),
    (re.compile("^із"), "из"),
    (re.compile("^най"), "наи"),
)
_SOFT_BEFORE_K = re.compile("(?<=[сц])ь(?=к)")
_LETTERS = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")


@dataclass(frozen=True)
class _Book:
    words: dict[str, str]
    stems: dict[str, str]


def towards_russian(text: str) -> str:
    """Return ``text`` in the nearest letters and words that the encoder knows."""
    return _WORD.sub(_in_its_case, text).translate(_LETTERS)


def _in_its_case(found: re.Match[str]) -> str:
    word = _russian(found[0].lower())
    return word.capitalize() if found[0][0].isupper() else word


def _russian(word: str) -> str:
    book = _book()
    plain = _APOSTROPHES.sub("'", word)
    if plain in book.words:
        return book.words[plain]
    for length in range(len(plain), _MIN_STEM - 1, -1):
        stem = book.stems.get(plain[:length])
        if stem is not None:
            return _changed(stem + plain[length:], _ENDINGS) if plain[length:] else stem
    changed = _changed(_changed(plain, _BEGINNINGS), _ENDINGS)
    return _SOFT_BEFORE_K.sub("", changed).replace("'", "ъ")


def _changed(word: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """Return ``word`` changed by the first rule that fits."""
    for pattern, replacement in rules:
        if pattern.search(word):
            return pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=1)
def _book() -> _Book:
    book = _Book({}, {})
    for line in _WORDS_FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            ukrainian, russian = line.split()
            where = book.stems if ukrainian.endswith(_ANY_ENDING) else book.words
            where[ukrainian.rstrip(_ANY_ENDING)] = russian
    return book
