"""The words by which a message shows how it belongs to its conversation (words.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """Sets of folded words.

    ``back_home``, ``missed``, ``fit_check`` and ``other_fit`` hold phrases of folded words with
    single spaces, ``of_accounts`` and ``of_applications`` beginnings of words.
    """

    empty: frozenset[str]
    everyday_verbs: frozenset[str]
    beside_names: frozenset[str]
    pointing: frozenset[str]
    articles: frozenset[str]
    no_nouns: frozenset[str]
    joining: frozenset[str]
    speaking_of_us: frozenset[str]
    degrees: frozenset[str]
    comparing: frozenset[str]
    contrasting: frozenset[str]
    more_money: frozenset[str]
    responsible: frozenset[str]
    asking: frozenset[str]
    denying: frozenset[str]
    rejected: frozenset[str]
    of_accounts: frozenset[str]
    of_applications: frozenset[str]
    missed: frozenset[str]
    back_home: frozenset[str]
    fit_check: frozenset[str]
    other_fit: frozenset[str]
    until_when: frozenset[str]
    valid: frozenset[str]
    still_valid: frozenset[str]
    of_the_land: frozenset[str]
    deadline_nouns: frozenset[str]
    of_signing: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words."""
    return Words(**sets(_FILE))


def goes_on(text: str) -> bool:
    """Say whether a message joins on to what was said, or points back to it.

    The "der" of "welche Fristen hat der KJP?" stands before a name and points to nothing.
    """
    said = folded(text)
    before_others = zip(said, (*said[1:], ""), strict=False)
    no_nouns = words().no_nouns | words().empty
    pointing = [
        word
        for word, after in before_others
        if word in words().pointing
        and (word not in words().articles or not after or after in no_nouns)
    ]
    return bool(said) and (said[0] in words().joining or bool(pointing))


def points_back(text: str) -> bool:
    """Say whether a message has a word that points to what was said: "das", "dafür"."""
    return not words().pointing.isdisjoint(folded(text))
