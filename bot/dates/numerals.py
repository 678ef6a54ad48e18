"""German number words: cardinals, ordinals and years, folded."""

from __future__ import annotations

from functools import lru_cache

_ONES = ("", "ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun")
_TEENS = ("zehn", "elf", "zwoelf", "dreizehn", "vierzehn", "fuenfzehn", "sechzehn", "siebzehn",
          "achtzehn", "neunzehn")  # fmt: skip
_TENS = ("", "", "zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig",
         "neunzig")  # fmt: skip
_ENDINGS = ("e", "er", "en", "es", "em", "ens")
_SHORT_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}


def _below_hundred(number: int) -> str:
    if number < 10:
        return _ONES[number]
    if number < 20:
        return _TEENS[number - 10]
    tens, one = divmod(number, 10)
    return f"{_ONES[one]}und{_TENS[tens]}" if one else _TENS[tens]


@lru_cache(maxsize=1)
def cardinals() -> dict[str, int]:
    """Return the words of 2 to 100; "ein" depends on its ending and stands in ``words.yml``."""
    return {_below_hundred(number): number for number in range(2, 100)} | {
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
        stems = [stem] if stem else [_below_hundred(number) + ("t" if number < 20 else "st")]
        if number == 7:
            stems.append("siebent")
        if number == 2:
            stems.append("zwot")
        found.update({stem + ending: number for stem in stems for ending in _ENDINGS})
    return found


@lru_cache(maxsize=1)
def decades() -> dict[str, int]:
    """Return the words of "neunziger Jahre" by the first year of the decade in its century."""
    words = [*enumerate(_TENS), (1, "zehn")]
    return {word + end: 10 * ten for ten, word in words if word for end in ("er", "ern")}


@lru_cache(maxsize=1)
def years() -> dict[str, int]:
    """Return the words of the years 1900 to 2099."""
    found = {}
    for rest in range(100):
        low = _below_hundred(rest) if rest != 1 else "eins"
        for joint in ("", "und") if rest else ("",):
            found[f"neunzehnhundert{joint}{low}"] = 1900 + rest
            found[f"zweitausend{joint}{low}"] = 2000 + rest
    return found
