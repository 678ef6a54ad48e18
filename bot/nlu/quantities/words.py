"""The words of ``words.yml`` and the numbers of ``numbers.yml``.

Who is counted, what is measured, and what stands around it: that decides what a number means.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.words import lists

_WORDS = Path(__file__).with_name("words.yml")
_NUMBERS = Path(__file__).with_name("numbers.yml")


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of words."""
    return lists.sets(_WORDS)[name]


@cache
def parts(name: str) -> tuple[str, ...]:
    """Return a list of beginnings or endings of words."""
    return lists.lists(_WORDS)[name]


@cache
def numbers(name: str) -> Mapping[str, float]:
    """Return the words of a table by the number that each stands for."""
    return lists.numbers(_NUMBERS)[name]
