"""Tells Ukrainian and Russian apart."""

from __future__ import annotations

import re

from bot.nlu.languages.statistics import log_odds
from bot.nlu.languages.words import cyrillic_words

# A Latin "i" inside a word is how people type Ukrainian on a Russian keyboard.
_UKRAINIAN_MARK = re.compile(
    r"[іїєґ]|(?<=[а-я])i|i(?=[а-я])|[бпвмфрк]['’ʼ][яюєї]|ють\b|[аияую]ти(?:ся)?\b"
)
_RUSSIAN_MARK = re.compile(r"[ыэъё]|ать\b|[аую]тся\b")
_LETTERS = re.compile(r"[^\W\d_]+")


def cyrillic_language(text: str) -> str:
    """Return ``uk`` or ``ru``, whichever a text in Cyrillic letters is likelier to be."""
    lowered = text.lower()
    words = _LETTERS.findall(lowered)
    ukrainian = len(_UKRAINIAN_MARK.findall(lowered)) + _known(words, "uk")
    russian = len(_RUSSIAN_MARK.findall(lowered)) + _known(words, "ru")
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    odds = log_odds(text)
    return "uk" if odds["uk"] > odds["ru"] else "ru"


def _known(words: list[str], language: str) -> int:
    return sum(word in cyrillic_words(language) for word in words)
