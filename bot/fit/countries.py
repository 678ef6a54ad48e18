"""The partner countries by ISO code and German name (``bot/texts/de/countries.yml``)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.fit.words import words
from bot.knowledge.files.fields import Fields
from bot.texts import keys, text
from bot.words.folding import bare
from bot.words.phrases import has_any, spaced

_AREA = "countries."
_LONGEST_CATCHWORD = 60
FREQUENT = ("FR", "PL", "IL", "TR", "CZ", "GR", "GB", "UA")
"""The countries that are asked for most often, in the order of the buttons."""


def is_country(code: str) -> bool:
    """Say whether we know the code; Germany is no partner country."""
    return f"{_AREA}{code}" in keys()


def partner_countries(fields: Fields, key: str) -> tuple[str, ...]:
    """Return the codes that stand at ``key`` of a file; those we do not know are reported."""
    codes = fields.country_codes(key)
    for index, code in enumerate(codes):
        if not is_country(code):
            fields.problem("unknown_country", key, index, code=code)
    return codes


def country_name(code: str) -> str:
    """Return the German name.

    Raises:
        UnknownTextError: the code is not known.
    """
    return text(f"{_AREA}{code}")


@lru_cache(maxsize=1)
def all_countries() -> tuple[tuple[str, str], ...]:
    """Return (code, German name) of all countries in the order of a German index."""
    codes = [key.removeprefix(_AREA) for key in keys() if key.startswith(_AREA)]
    named = [(code, country_name(code)) for code in codes]
    return tuple(sorted(named, key=lambda pair: bare(pair[1])))


def country_names(codes: tuple[str, ...]) -> str:
    """Return the names as a list for a sentence, such as ``Polen und Ukraine``."""
    return listed(map(country_name, codes))


def listed(names: Iterable[str], joint: str = "fit.and") -> str:
    """Return what is named, at least one, as a list for a sentence; ``joint`` is the last one's."""
    *first, last = names
    return text(joint, first=", ".join(first), last=last) if first else last


def countries_of_catchword(passage: str) -> frozenset[str]:
    """Return the codes of the countries for which a passage holds: "Polen: …".

    They stand before its colon. What they are but an example of ("weit weg, zum Beispiel Portugal:
    …") holds for others, too, so there are none.
    """
    before, colon, _ = passage[:_LONGEST_CATCHWORD].partition(":")
    said = spaced(before)
    if not colon or has_any(said, words().for_example):
        return frozenset()
    return frozenset(code for code, name in _spaced_names() if name in said)


@lru_cache(maxsize=1)
def _spaced_names() -> tuple[tuple[str, str], ...]:
    return tuple((code, spaced(name)) for code, name in all_countries())
