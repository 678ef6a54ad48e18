"""German system texts, looked up by key: what validators, pages and mails say.

Conversation texts are not here: they live in ``faq/`` and ``data/responses/``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import yaml


class UnknownTextError(KeyError):
    """A key has no text in ``bot/texts/de``."""


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, str]:
    catalogue: dict[str, str] = {}
    for resource in sorted(resources.files(__package__).joinpath("de").iterdir(), key=str):
        area = resource.name.removesuffix(".yml")
        for key, value in yaml.safe_load(resource.read_text(encoding="utf-8")).items():
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


def keys() -> frozenset[str]:
    """Return all known keys, for tests."""
    return frozenset(_catalogue())
