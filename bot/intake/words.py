"""The words of ``words.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_WORDS_FILE = Path(__file__).with_name("words.yml")


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(_WORDS_FILE.read_text(encoding="utf-8"))
    return raw


def phrases(name: str) -> tuple[str, ...]:
    """Return one list of phrases.

    Raises:
        KeyError: the file has no such list.
    """
    return tuple(_raw()[name])


def field_names() -> Mapping[str, tuple[str, ...]]:
    """Return what each field may be called."""
    return {field: tuple(names) for field, names in _raw()["fields"].items()}
