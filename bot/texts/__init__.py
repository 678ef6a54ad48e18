"""German system texts, looked up by key: what validators, pages and mails say.

Conversation texts are not here: they live in ``faq/`` and ``data/responses/``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

# Every process reads all texts when it starts: the C library takes a tenth of the time.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnknownTextError(KeyError):
    """A key has no text in ``bot/texts/de``."""


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, str]:
    catalogue: dict[str, str] = {}
    for resource in sorted(resources.files(__package__).joinpath("de").iterdir(), key=str):
        area = resource.name.removesuffix(".yml")
        read = yaml.load(resource.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a safe one
        for key, value in read.items():
            catalogue[f"{area}.{key}"] = str(value).rstrip("\n")
    return catalogue


def text(key: str, /, **values: object) -> str:
    """Return the German text ``area.key`` with ``{placeholders}`` filled in.

    Raises:
        UnknownTextError: no file ``bot/texts/de/<area>.yml`` holds the key.
    """
    try:
        template = _catalogue()[key]
    except KeyError:
        raise UnknownTextError(key) from None
    return template.format(**values) if values else template


def first_text(*wanted: str, **values: object) -> str:
    """Return the text of the first key that is known: the special one, then the general one.

    Raises:
        UnknownTextError: not even the last one is known.
    """
    return text(next((key for key in wanted if key in _catalogue()), wanted[-1]), **values)


def keys() -> frozenset[str]:
    """Return all known keys."""
    return frozenset(_catalogue())
