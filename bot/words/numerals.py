"""German number words, written in one word as German does: ``elf``, ``vierundzwanzig``.

The parts of which they are put together stand in ``numerals.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.words.lists import numbers

_FILE = Path(__file__).with_name("numerals.yml")
_LONGEST = 60


def word_of(number: int) -> str:
    """Return a number from 1 to 99 as it is spelled, folded; 1 is "ein", as before a noun.

    Raises:
        KeyError: it is none of them.
    """
    return _spelled()[number]


def tens() -> Mapping[int, str]:
    """Return the words of 10, 20, 30 … as they are spelled, folded."""
    return {number: word for number, word in _spelled().items() if number % 10 == 0}


def number_of(word: str) -> int | None:
    """Return the value of a folded number word below a million, or None.

    Articles (``eine``, ``einem`` …) are no number words, ``ein`` is one.
    """
    if len(word) > _LONGEST:
        return None
    if word in _below_hundred():
        return _below_hundred()[word]
    for name, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(name)
        if found:
            return _with_multiplier(before, size, after)
    return None


def _with_multiplier(before: str, size: int, after: str) -> int | None:
    count = number_of(before) if before else 1
    rest = number_of(after.removeprefix("und")) if after else 0
    if count is None or rest is None or rest >= size or count >= 1000:
        return None
    return count * size + rest


@cache
def _below_hundred() -> Mapping[str, int]:
    """Return every spelling by its number, the right one first."""
    listed = numbers(_FILE)
    ones, tens = listed["ones"], listed["tens"]
    joined = {f"{one}und{ten}": ones[one] + tens[ten] for ten in tens for one in ones}
    every = {**ones, **listed["teens"], **tens, **joined}
    return {word: int(number) for word, number in every.items()}


@cache
def _spelled() -> Mapping[int, str]:
    # Of several spellings the first one stays.
    return {number: word for word, number in reversed(list(_below_hundred().items()))}
