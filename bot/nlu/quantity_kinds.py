"""The kind of a single word of a quantity; :class:`bot.nlu.quantity_tokens.Token` lists them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.nlu import quantity_words as words
from bot.nlu.numerals import number_of

DASH = "-–—−‐‑"  # noqa: RUF001 - the dashes people type
CACHED_WORDS = 20_000


@lru_cache(maxsize=CACHED_WORDS)
def kind_of(word: str) -> tuple[str, float, str]:
    """Return the kind of a folded word, its number (1 where it has none to give) and its age."""
    if word in _KINDS:
        return _KINDS[word], words.DAYS_OF_UNIT.get(word, words.PART.get(word, 1)), ""
    if not word[:1].isalpha():
        return "p", 0, ""
    number = number_of(word)
    if number is not None:
        return "W", number, ""
    return _kind_of_compound(word)


def _kind_of_compound(word: str) -> tuple[str, float, str]:
    if words.MINORS.match(word):
        return "H", 0, "-17"
    if words.ADULTS.match(word):
        return "H", 0, "18-"
    for pattern, kind, whole in ((words.AGED, "J", "H"), (words.MEMBERED, "k", "K")):
        match = pattern.search(word)
        if match:
            return _with_stem(word[: match.start()], kind, whole, 1)
    lasting = words.LASTING.search(word)
    if lasting:
        days = words.DAYS_OF_ENDING[lasting[1]]
        return _with_stem(word[: lasting.start()], "G", "h", days)
    for kind, tail in (("P", words.PARTICIPANT_TAIL), ("L", words.LEADER_TAIL)):
        if tail.search(word):
            return kind, 0, ""
    if words.NATIONAL.match(word):
        return "i", 0, ""
    return ("a" if words.ADJECTIVE.match(word) else "x"), 0, ""


def _with_stem(stem: str, kind: str, whole: str, factor: float) -> tuple[str, float, str]:
    """``jaehrig`` alone needs a number before it; ``elfjaehrig`` holds it."""
    if not stem:
        return kind, factor, ""
    number = number_of(stem)
    return ("x", 0, "") if number is None else (whole, number * factor, "")


def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    groups: Iterable[tuple[Iterable[str], str]] = (
        (words.STAFF, "S"),
        (words.LEADERS, "L"),
        (words.PARTICIPANTS, "P"),
        (words.GROUP, "g"),
        (words.GROUP_SIZE, "s"),
        (words.DAYS_OF_UNIT, "T"),
        (words.NIGHTS, "Q"),
        (words.YEARS, "Y"),
        (words.EURO, "E"),
        (words.ONE, "A"),
        (words.PART, "D"),
        (words.FROM_AGE, "b"),
        (words.UP_TO_AGE, "c"),
        (words.BELOW_AGE, "u"),
        (words.ABOVE_AGE, "o"),
        (words.AT_LEAST, "m"),
        (words.AT_MOST, "n"),
        (words.MIN_AGE, "B"),
        (words.MAX_AGE, "C"),
        (words.AND, "&"),
        (DASH, "-"),
        ({"zwischen"}, "z"),
        ({"von"}, "v"),
        ({"/"}, "/"),
        ({"+"}, "+"),
    )
    for members, kind in groups:
        kinds.update(dict.fromkeys(members, kind))
    return kinds


_KINDS = _kinds()
