"""The closed classes of words by which grammar is recognised, from ``grammar.yml``."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import yaml

GRAMMAR_FILE = "grammar.yml"


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    resource = resources.files(__package__).joinpath(GRAMMAR_FILE)
    lists: dict[str, str] = yaml.safe_load(resource.read_text(encoding="utf-8"))
    return lists


def word_list(name: str) -> tuple[str, ...]:
    """Return the list ``name`` of ``grammar.yml``; KeyError if there is none."""
    return tuple(_lists()[name].split())
