"""Finds phrases in what a person writes; both in the one spelling (``bot.words.folding``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.words.folding import fold
from bot.words.turn import once_a_turn

_WORD = re.compile(r"\w+")
# "<b>Frist</b> Polen": what is no word of the message.
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>")


def folded(text: str) -> list[str]:
    """Return the words of a message in the one spelling."""
    return list(_words(text))


def spaced(text: str) -> str:
    """Return the words of a message in the one spelling, each between single spaces."""
    return once_a_turn(("spaced", text), lambda: f" {' '.join(_words(text))} ")


def has_phrase(said: Sequence[str], phrases: Iterable[str]) -> bool:
    """Say whether one of the phrases stands in folded words."""
    return has_any(f" {' '.join(said)} ", phrases)


def has_any(text: str, phrases: Iterable[str]) -> bool:
    """Say whether ``text`` (spaced) holds one of the phrases as whole words."""
    # A loop: a generator takes twice the time, and this is asked a hundred times a message.
    for phrase in phrases:  # noqa: SIM110
        if f" {phrase} " in text:
            return True
    return False


def begins_with_any(text: str, phrases: Iterable[str]) -> bool:
    """Say whether ``text`` (spaced) begins with one of the phrases."""
    return any(text.startswith(f" {phrase} ") for phrase in phrases)


def _words(text: str) -> tuple[str, ...]:
    return once_a_turn(("words", text), lambda: tuple(_WORD.findall(_TAG.sub(" ", fold(text)))))
