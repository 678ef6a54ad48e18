"""A number that takes the place of one told before: "das mit den 16 stimmt nicht, wir sind 18"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.fit.told.answers import MOST_OF, span_from
from bot.fit.words import words
from bot.words.phrases import begins_with_any, has_any, spaced

_NUMBERED = ("group", "age", "days")
# So many people, days and years can be told apart by their unit alone.
_UNITS = re.compile(r"([0-9]{1,3}) (?:jahre|jahren|jaehrig\w*|tage|tagen|uhr)\b")


def renumbered(said: str, known: Mapping[str, str | None]) -> dict[str, str]:
    """Return the new answer by question where a message changes a number; empty if it does not.

    ``known`` are the answers so far (``16``, ``14-17``). The old number tells what is changed, so
    the new one needs no unit: "wir sind 18 statt 16". Without the old one, only "wir sind doch 18"
    is clear, and only if the size of the group was told.
    """
    text = spaced(said)
    found = [f"{m[1]}-{m[2]}" if m[2] else m[1] for m in _spans().finditer(text)]
    old = [name for name in _NUMBERED if known.get(name) in found and known.get(name) is not None]
    new = [number for number in found if number not in {known.get(name) for name in old}]
    if len(old) == len(new) == 1 and _is_taken_back(text, str(known[old[0]])):
        return _checked(old[0], new[0])
    bare = [number for number in found if number not in _UNITS.findall(text)]
    if len(found) == len(bare) == 1 and known.get("group") and _tells_new_size(text, bare[0]):
        return _checked("group", bare[0])
    return {}


@lru_cache(maxsize=1)
def _spans() -> re.Pattern[str]:
    """Return what finds a number or a range in a folded message: "16", "14 bis 17"."""
    between = "|".join(words().between_numbers)
    return re.compile(rf"(?<![0-9])([0-9]{{1,3}})(?: (?:{between}) ([0-9]{{1,3}}))?(?![0-9])")


def _is_taken_back(text: str, number: str) -> bool:
    said = number.replace("-", " bis ")
    before, after = text.partition(f" {said} ")[::2]
    return (
        any(f"{before} ".endswith(f" {phrase} ") for phrase in words().replaced_before)
        or has_any(f" {after}", words().replaced_after)
        or begins_with_any(text, words().replaced_begin)
    )


def _tells_new_size(text: str, number: str) -> bool:
    return any(f" {phrase} {number.split('-')[0]} " in text for phrase in words().now_we_are)


def _checked(question: str, number: str) -> dict[str, str]:
    span = span_from(number)
    if span is None or span.low is None or span.high is None:
        return {}
    is_possible = 0 < span.low <= span.high <= MOST_OF[question]
    return {question: number} if is_possible else {}
