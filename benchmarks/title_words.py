"""Which sentences name their topic by the words of its title, and which say it in other words."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.words.folding import fold

EMPTY_WORDS_FILE = Path(__file__).with_name("empty_words.txt")

_WORD = re.compile(r"[a-z]+")
# "Kinder- und Jugendplan": the first half alone is not a word of the title.
_TRUNCATED = re.compile(r"\w+- ")
_VOWELS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_ENDINGS = ("ungen", "innen", "ung", "ern", "en", "er", "em", "es", "e", "n", "s")
_SHORTEST_STEM = 4
# "Tandem" ends in no case ending.
_LONGER_STEM = {"em": 5}
# Shorter stems would be found inside words that have nothing to do with them.
_SHORTEST_PART = 5
_SHORTEST_WORD = 3


def title_words(question: str, topic: str) -> frozenset[str]:
    """Return the stems of the content words of a topic's question and id."""
    text = f"{_TRUNCATED.sub('', fold(question))} {topic.replace('_', ' ')}"
    return frozenset(_stem(word) for word in _content_words(text))


def names_title(sentence: str, titles: frozenset[str]) -> bool:
    """Tell whether a word of the sentence, or a part of a compound, is one of the title's.

    Strict: "Fördermittel" and "Jugendförderung" name "fördern", and "Bescheid" names
    "Zuwendungsbescheid".
    """
    return any(_is_alike(word, title) for word in _content_words(sentence) for title in titles)


def _is_alike(word: str, title: str) -> bool:
    if len(title) < _SHORTEST_STEM:
        return word == title
    if len(title) >= _SHORTEST_PART and title in word:
        return True
    # "geduldet" is a form of the verb behind "Duldung".
    if word.startswith(title) or word.startswith(f"ge{title}"):
        return True
    stem = _stem(word)
    return len(stem) >= _SHORTEST_PART and (title.startswith(stem) or title.endswith(stem))


def _content_words(text: str) -> list[str]:
    words = (_without_umlaut(word) for word in _WORD.findall(fold(text)))
    return [word for word in words if len(word) >= _SHORTEST_WORD and word not in _empty_words()]


def _without_umlaut(word: str) -> str:
    # "Flüge" and "Flug" share a stem.
    for umlaut, vowel in _VOWELS:
        word = word.replace(umlaut, vowel)
    return word


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        shortest = _LONGER_STEM.get(ending, _SHORTEST_STEM)
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    lines = EMPTY_WORDS_FILE.read_text(encoding="utf-8").splitlines()
    words = " ".join(line for line in lines if not line.startswith("#")).split()
    return frozenset(_without_umlaut(fold(word)) for word in words)
