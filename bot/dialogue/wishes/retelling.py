"""Recognises who wants the last answer told again: in easier words, shorter, or all of it."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

from bot.words.lists import tree
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("retelling.yml")
_MOST_WORDS = 10
_BESIDE = "beside"


class Retelling(Enum):
    """How the last answer is wanted."""

    SIMPLE = "simple"
    SHORTER = "shorter"
    LONGER = "longer"


def retelling_of(text: str) -> Retelling | None:
    """Return how the last answer is wanted again, None where a message says anything else."""
    said = folded(text)
    if not said or len(said) > _MOST_WORDS:
        return None
    bare = " ".join(word for word in said if word not in _beside())
    return next((r for r in Retelling if bare in _phrases(r.value)), None)


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in _raw()[name].split("|"))


@cache
def _beside() -> frozenset[str]:
    return frozenset(_raw()[_BESIDE].split())


def _raw() -> dict[str, str]:
    raw: dict[str, str] = tree(_FILE)
    return raw
