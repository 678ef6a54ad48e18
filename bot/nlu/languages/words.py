"""The words of ``words.yml`` by which a language is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.words.lists import tree

_FILE = Path(__file__).with_name("words.yml")
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def german_words() -> frozenset[str]:
    """Return the words that bear witness to German, as they are written."""
    return frozenset(_raw()["german"].split())


def witnessed_languages(word: str) -> frozenset[str]:
    """Return the languages other than German that a word without accents bears witness to."""
    return _languages("witnesses").get(word, _NONE)


def weakly_witnessed_languages(word: str) -> frozenset[str]:
    """Return the languages that a word only adds some weight to."""
    return _languages("weak").get(word, _NONE)


def cyrillic_words(language: str) -> frozenset[str]:
    """Return the words that tell Ukrainian and Russian apart.

    Raises:
        KeyError: ``language`` is neither ``uk`` nor ``ru``.
    """
    return _lists("cyrillic")[language]


@lru_cache(maxsize=1)
def language_of_greeting() -> Mapping[str, str]:
    """Return the language of whole messages that are greetings or the like."""
    listed: Mapping[str, list[str]] = _raw()["greetings"]
    return {greeting: language for language, found in listed.items() for greeting in found}


@cache
def _languages(name: str) -> Mapping[str, frozenset[str]]:
    lists = _lists(name)
    every_word = frozenset[str]().union(*lists.values())
    return {
        word: frozenset(language for language, words in lists.items() if word in words)
        for word in every_word
    }


@cache
def _lists(name: str) -> Mapping[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _raw()[name].items()}


def _raw() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = tree(_FILE)
    return raw
