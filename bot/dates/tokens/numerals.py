"""German number words: cardinals, ordinals and years, folded."""

from __future__ import annotations

from functools import lru_cache

from bot.words.numerals import tens, word_of

_ENDINGS = ("e", "er", "en", "es", "em", "ens")
_SHORT_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}


@lru_cache(maxsize=1)
def cardinals() -> dict[str, int]:
    """Return the words of 2 to 100; "ein" depends on its ending and stands in ``words.yml``."""
    return {word_of(number): number for number in range(2, 100)} | {
        "hundert": 100,
        "einhundert": 100,
        "zwo": 2,
    }


@lru_cache(maxsize=1)
def ordinals() -> dict[str, int]:
    """Return the words of first to 99th in every ending."""
    found = {}
    for number in range(1, 100):
        stem = _SHORT_ORDINALS.get(number)
        stems = [stem] if stem else [word_of(number) + ("t" if number < 20 else "st")]
        if number == 7:
            stems.append("siebent")
        if number == 2:
            stems.append("zwot")
        found.update({stem + ending: number for stem in stems for ending in _ENDINGS})
    return found


@lru_cache(maxsize=1)
def decades() -> dict[str, int]:
    """Return the words of "neunziger Jahre" by the first year of the decade in its century."""
    return {word + end: ten for ten, word in tens().items() for end in ("er", "ern")}


@lru_cache(maxsize=1)
def years() -> dict[str, int]:
    """Return the words of the years 1900 to 2099."""
    found = {}
    for rest in range(100):
        low = "eins" if rest == 1 else word_of(rest) if rest else ""
        for joint in ("", "und") if rest else ("",):
            found[f"neunzehnhundert{joint}{low}"] = 1900 + rest
            found[f"zweitausend{joint}{low}"] = 2000 + rest
    return found
