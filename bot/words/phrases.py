"""Finds phrases in what a person writes; both in the one spelling (``bot.words.folding``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from bot.words.folding import fold

_WORD = re.compile(r"\w+")
# The words of what was read in the turn that is being answered, None outside of one.
_read: ContextVar[dict[str, list[str]] | None] = ContextVar("words_read", default=None)


@contextmanager
def folding_once() -> Iterator[None]:
    """Take each text apart once within this: a hundred rules read the same message of a turn.

    What people write is personal: nothing of it is kept afterwards.
    """
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def folded(text: str) -> list[str]:
    """Return the words of a message in the one spelling."""
    kept = _read.get()
    if kept is None:
        return _WORD.findall(fold(text))
    words = kept.get(text)
    if words is None:
        words = kept[text] = _WORD.findall(fold(text))
    # Whoever asked may change the list.
    return words.copy()


def spaced(text: str) -> str:
    """Return the words of a message in the one spelling, each between single spaces."""
    return f" {' '.join(folded(text))} "


def has_phrase(said: Sequence[str], phrases: Iterable[str]) -> bool:
    """Say whether one of the phrases stands in folded words."""
    return has_any(f" {' '.join(said)} ", phrases)


def has_any(text: str, phrases: Iterable[str]) -> bool:
    """Say whether ``text`` (spaced) holds one of the phrases as whole words."""
    return any(f" {phrase} " in text for phrase in phrases)


def begins_with_any(text: str, phrases: Iterable[str]) -> bool:
    """Say whether ``text`` (spaced) begins with one of the phrases."""
    return any(text.startswith(f" {phrase} ") for phrase in phrases)
