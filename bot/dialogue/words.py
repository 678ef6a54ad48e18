"""The words by which a message shows how it belongs to its conversation (words.yml)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.dialogue.word_sets import sets

_FILE = Path(__file__).with_name("words.yml")
_WORD = re.compile(r"\w+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Words:
    """Sets of folded words; ``fit_check`` holds phrases of folded words with single spaces.

    ``of_accounts`` holds beginnings of words.
    """

    empty: frozenset[str]
    pointing: frozenset[str]
    joining: frozenset[str]
    comparing: frozenset[str]
    contrasting: frozenset[str]
    responsible: frozenset[str]
    asking: frozenset[str]
    rejected: frozenset[str]
    of_accounts: frozenset[str]
    fit_check: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words."""
    return Words(**sets(_FILE))


def folded(text: str) -> list[str]:
    """Return the words of a message in small letters, umlauts written out."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    return _WORD.findall(plain)


def has_phrase(said: Sequence[str], phrases: Iterable[str]) -> bool:
    """Say whether one of the phrases (folded, single spaces) stands in folded words."""
    sentence = f" {' '.join(said)} "
    return any(f" {phrase} " in sentence for phrase in phrases)
