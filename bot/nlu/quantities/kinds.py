"""The kind of a single word of a quantity; :class:`bot.nlu.quantities.tokens.Token` lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from bot.nlu.quantities.words import numbers, parts, words
from bot.words.numerals import number_of

DASH = "-–—−‐‑"  # noqa: RUF001 - the dashes people type
CACHED_WORDS = 20_000

_KINDS_OF_LISTS = {
    "staff": "S",
    "leaders": "L",
    "participants": "P",
    "group": "g",
    "group_size": "s",
    "nights": "Q",
    "years": "Y",
    "euro": "E",
    "one": "A",
    "from_age": "b",
    "up_to_age": "c",
    "below_age": "u",
    "above_age": "o",
    "at_least": "m",
    "at_most": "n",
    "min_age": "B",
    "max_age": "C",
    "and": "&",
    "between": "z",
    "of": "v",
}
_INFLECTED = r"(?:e|en|er|es|em|n|r)?\Z"
_AGED = re.compile(r"j(?:ae|a|e)h?(?:ri?ge?|hrge?|rige?|hr?ige?)(?:[nrsm]|n?innen|in)?\Z")
_MEMBERED = re.compile(r"koe?pfig(?:e|en|er|es|em)?\Z")
_MINORS = re.compile(r"minderjaehrig(?:e|en|er|es|em)?\Z")
_ADULTS = re.compile(r"volljaehrig(?:e|en|er|es|em)?\Z")
_NATIONAL = re.compile(r"(?:deutsch|\w{3,}isch)en?\Z")


@lru_cache(maxsize=CACHED_WORDS)
def kind_of(word: str) -> tuple[str, float, str]:
    """Return the kind of a folded word, its number (1 where it has none to give) and its age."""
    kind = _kinds().get(word)
    if kind is not None:
        return kind, numbers("days").get(word, numbers("part").get(word, 1)), ""
    if not word[:1].isalpha():
        return "p", 0, ""
    number = number_of(word)
    if number is not None:
        return "W", number, ""
    return _kind_of_compound(word)


def _kind_of_compound(word: str) -> tuple[str, float, str]:
    if _MINORS.match(word):
        return "H", 0, "-17"
    if _ADULTS.match(word):
        return "H", 0, "18-"
    for pattern, kind, whole in ((_AGED, "J", "H"), (_MEMBERED, "k", "K")):
        match = pattern.search(word)
        if match:
            return _with_stem(word[: match.start()], kind, whole, 1)
    lasting = _lasting().search(word)
    if lasting:
        days = numbers("days_lasting")[lasting[1]]
        return _with_stem(word[: lasting.start()], "G", "h", days)
    for kind, endings in (("P", "participant_endings"), ("L", "leader_endings")):
        if word.endswith(parts(endings)):
            return kind, 0, ""
    if _NATIONAL.match(word):
        return "i", 0, ""
    return ("a" if _adjective().match(word) else "x"), 0, ""


def _with_stem(stem: str, kind: str, whole: str, factor: float) -> tuple[str, float, str]:
    """``jaehrig`` alone needs a number before it; ``elfjaehrig`` holds it."""
    if not stem:
        return kind, factor, ""
    number = number_of(stem)
    return ("x", 0, "") if number is None else (whole, number * factor, "")


@cache
def _kinds() -> Mapping[str, str]:
    kinds = {word: kind for name, kind in _KINDS_OF_LISTS.items() for word in words(name)}
    kinds |= dict.fromkeys(numbers("days"), "T") | dict.fromkeys(numbers("part"), "D")
    return kinds | dict.fromkeys(DASH, "-") | {"/": "/", "+": "+"}


@cache
def _lasting() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(numbers('days_lasting'))})ig(?:e|en|er|es|em)?\Z")


@cache
def _adjective() -> re.Pattern[str]:
    endings, whole = "|".join(parts("adjective_endings")), "|".join(parts("adjectives"))
    return re.compile(rf"(?:\w{{2,}}(?:{endings})|{whole}){_INFLECTED}")
