"""The words by which a message shows how it belongs to its conversation (words.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.words.lists import sets

_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """Sets of folded words.

    ``back_home``, ``fit_check`` and ``other_fit`` hold phrases of folded words with single spaces,
    ``of_accounts`` beginnings of words.
    """

    empty: frozenset[str]
    pointing: frozenset[str]
    articles: frozenset[str]
    no_nouns: frozenset[str]
    joining: frozenset[str]
    comparing: frozenset[str]
    contrasting: frozenset[str]
    responsible: frozenset[str]
    asking: frozenset[str]
    denying: frozenset[str]
    rejected: frozenset[str]
    of_accounts: frozenset[str]
    back_home: frozenset[str]
    fit_check: frozenset[str]
    other_fit: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words."""
    return Words(**sets(_FILE))
