"""German number words, written in one word as German does: ``elf``, ``vierundzwanzig``."""

from __future__ import annotations

_UNITS = {
    "ein": 1,
    "eins": 1,
    "zwei": 2,
    "zwo": 2,
    "drei": 3,
    "vier": 4,
    "fuenf": 5,
    "funf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
}
_TEENS = {
    "zehn": 10,
    "elf": 11,
    "zwoelf": 12,
    "zwolf": 12,
    "dreizehn": 13,
    "vierzehn": 14,
    "fuenfzehn": 15,
    "funfzehn": 15,
    "sechzehn": 16,
    "sechszehn": 16,
    "siebzehn": 17,
    "siebenzehn": 17,
    "achtzehn": 18,
    "neunzehn": 19,
}
_TENS = {
    "zwanzig": 20,
    "zwanzich": 20,
    "dreissig": 30,
    "dreisig": 30,
    "vierzig": 40,
    "fuenfzig": 50,
    "funfzig": 50,
    "sechzig": 60,
    "siebzig": 70,
    "achtzig": 80,
    "neunzig": 90,
}
_BELOW_HUNDRED = {
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{
        f"{unit}und{tens}": value + ten
        for unit, value in _UNITS.items()
        for tens, ten in _TENS.items()
    },
}
_LONGEST = 60


def number_of(word: str) -> int | None:
    """Return the value of a folded number word below a million, or None.

    Articles (``eine``, ``einem`` …) are no number words, ``ein`` is one.
    """
    if len(word) > _LONGEST:
        return None
    if word in _BELOW_HUNDRED:
        return _BELOW_HUNDRED[word]
    for name, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(name)
        if found:
            return _with_multiplier(before, size, after)
    return None


def _with_multiplier(before: str, size: int, after: str) -> int | None:
    count = number_of(before) if before else 1
    rest = number_of(after.removeprefix("und")) if after else 0
    if count is None or rest is None or rest >= size or count >= 1000:
        return None
    return count * size + rest
