"""Counts the words that tell danger from everyday life (``words.yml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.words.lists import lists
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("words.yml")
# What is said three times is not said louder than what is said twice.
_MOST = 2
_MOST_WORDS = 9
_LEAST_TOLD = 4
_DANGER = "danger"
_DENIAL, _DENIED = "denial", "denied"
_EVERYDAY = ("asking", "planning")
_SUPPOSED = "supposed"
_NOT_COUNTED = (_DENIAL, _DENIED)


def counted(text: str) -> dict[str, float]:
    """Return how many words of each group a message has, two at most."""
    said = folded(text)
    return {n: float(min(_count(said, n), _MOST)) for n in _groups() if n not in _NOT_COUNTED}


def names_danger(text: str) -> bool:
    """Say whether a message has a word of danger, violence, injury or death.

    "Kein Notfall" has none.
    """
    said = folded(text)
    after = zip(["", *said], said, strict=False)
    left = [word for before, word in after if not (_is(before, _DENIAL) and _is(word, _DENIED))]
    return _count(left, _DANGER) > 0


def asks_or_plans(text: str) -> bool:
    """Say whether a message has a word of asking or of planning."""
    said = folded(text)
    return any(_count(said, name) > 0 for name in _EVERYDAY)


def only_tells(text: str) -> bool:
    """Say whether a message tells something: it asks and plans nothing, and supposes nothing.

    Two or three words hardly tell anything: "find ich nicht", "wir sind raus".
    """
    said = folded(text)
    is_told = len(said) >= _LEAST_TOLD and _count(said, _SUPPOSED) == 0
    return is_told and "?" not in text and not asks_or_plans(text)


def is_short(text: str) -> bool:
    """Say whether a message may go on with what was talked about: "und beim Duschen"."""
    return len(folded(text)) <= _MOST_WORDS


def _count(said: list[str], name: str) -> int:
    return sum(_is(word, name) for word in said)


def _is(word: str, name: str) -> bool:
    whole, beginnings = _groups()[name]
    return word in whole or word.startswith(beginnings)


@cache
def _groups() -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    return {
        name: (
            frozenset(word for word in listed if not word.endswith("*")),
            tuple(word[:-1] for word in listed if word.endswith("*")),
        )
        for name, listed in lists(_FILE).items()
    }
