"""The words of ``words.yml``, ``fitting.yml`` and ``sent.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.words.lists import tree
from bot.words.phrases import spaced

_FILES = tuple(map(Path(__file__).with_name, ("words.yml", "fitting.yml", "sent.yml")))

_MEANT = Path(__file__).with_name("meant.yml")


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for file in _FILES:
        raw |= tree(file)
    return raw


def phrases(name: str) -> tuple[str, ...]:
    """Return one list of phrases.

    Raises:
        KeyError: no file has such a list.
    """
    return tuple(_raw()[name])


def meant_asides() -> Mapping[str, tuple[str, ...]]:
    """Return how the request itself is asked about, by the name of the answer."""
    return {name: tuple(asked) for name, asked in tree(_MEANT).items()}


def says_only(said: str, wishes: str, *beside: str) -> bool:
    """Say whether a text holds a phrase of one list, and else only words of those ``beside`` it."""
    text = spaced(said)
    told = {word for one in phrases(wishes) if f" {one} " in text for word in one.split()}
    return bool(told) and {*text.split()} <= told.union(*map(phrases, beside))


def field_names() -> Mapping[str, tuple[str, ...]]:
    """Return what each field may be called."""
    return {field: tuple(names) for field, names in _raw()["fields"].items()}


def fitting_parts(field: str) -> tuple[str, ...]:
    """Return parts of words at which an answer to the question for a field is known."""
    return tuple(_raw()["fitting"][field])


def labels() -> Mapping[str, tuple[str, ...]]:
    """Return what each field may be called where its new value follows."""
    return {field: tuple(names) for field, names in _raw()["labels"].items()}


def ways_by_name() -> Mapping[str, tuple[str, ...]]:
    """Return what each way of contact may be called where it is to be left out."""
    return {way: tuple(names) for way, names in _raw()["ways_by_name"].items()}


def own_wishes(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return one list of words of each wish about a request that is sent."""
    return {wish: tuple(listed) for wish, listed in _raw()[name].items()}


def asides() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the words of each question about the request itself."""
    return {
        name: {kind: tuple(listed) for kind, listed in lists.items()}
        for name, lists in _raw()["asides"].items()
    }
