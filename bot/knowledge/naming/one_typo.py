"""Words that one typing error makes of each other: a letter added, left out, changed or swapped."""

from __future__ import annotations

from collections.abc import Iterator


def edges(key: str, typed: int) -> tuple[str, str]:
    """Return the beginning and the end of a name as typed with so many letters.

    So short that one typo, of two swapped letters at most, leaves one of the two as it was. The
    first letter, which is never a typo, goes with the end.
    """
    length = (typed - 1) // 2
    return key[:length], key[0] + key[-length:]


def with_one_less(key: str) -> Iterator[str]:
    """Yield the word without each of its letters in turn."""
    for place in range(len(key)):
        yield key[:place] + key[place + 1 :]


def is_one_typo(one: str, other: str) -> bool:
    """Say whether two different words differ by one added, missing, changed or swapped letter."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(rest) == len(other_rest):
        is_swap = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
        return is_swap or rest[1:] == other_rest[1:]
    longer, shorter = sorted((rest, other_rest), key=len, reverse=True)
    return longer[1:] == shorter
