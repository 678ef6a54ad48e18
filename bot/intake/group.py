"""Number and age of a group in one field: a new number does not delete the age, nor the reverse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import dropwhile
from typing import Any

from bot.consultations.checks import check_field
from bot.fit.words import words
from bot.intake.heads import counts_heads
from bot.intake.sheet import OPEN
from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import spaced

_AGE = re.compile(
    r"(?:\bab\s+|\bbis\s+)?[0-9]{1,2}(?:\s*(?:-|–|bis|und|/)\s*[0-9]{1,2})?\s*(?:jahre?n?|j\.?|jährige?n?)(?!\w)"
    r"(?:\s+alt\b)?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"[0-9]{1,2}\s*(?:-|–|bis)\s*[0-9]{1,2}")
_NUMBER = re.compile(r"[0-9]+")
_COUNTED = re.compile(r"(?P<number>[0-9]+) Personen")
_MOST_WORDS_OF_GROUP = 6


def joined_group(before: str, now: str) -> str:
    """Return a group of whom ``before`` was known, after ``now`` was told of it.

    "18 Personen, 14 bis 17 Jahre" and "20 Personen" are "20 Personen, 14 bis 17 Jahre". What can
    not be taken apart stays behind what is new.
    """
    if not before or before in (OPEN, now) or now == OPEN:
        return now
    counted = _with_other_number(before, now)
    if counted is not None:
        return counted
    size, age = _parts(now)
    if (size and age) or not (size or age):
        return now
    size_before, age_before = _parts(before)
    kept = age_before if size else size_before
    if not kept:
        is_new = bool(size_before if size else age_before) or not _NUMBER.search(before)
        kept = "" if is_new else text("intake.group_before", group=before)
    joined = ", ".join(filter(None, (now, kept) if size else (kept, now)))
    return joined if check_field("group", joined) == joined else now


def _with_other_number(before: str, now: str) -> str | None:
    """Return a written group with another number of heads, None where it does not begin with one.

    "Rund 18 Kinder von 8-10 plus 3 Begleitpersonen" keeps all the rest when they are 20.
    """
    told, first = _COUNTED.fullmatch(now), _NUMBER.search(before)
    if told is None or first is None:
        return None
    behind = spaced(before[first.end() :]).split()[:1]
    is_alone = before[first.end() :].startswith(",")
    is_heads = bool(behind) and behind[0].startswith(phrases("heads_alone"))
    if not (is_alone or is_heads):
        return None
    return f"{before[: first.start()]}{told['number']}{before[first.end() :]}"


def with_swapped_number(said: str, group: str) -> str | None:
    """Return a written group with one of its numbers swapped: "die Betreuer sind 6, nicht 5".

    None where a message swaps none, or where it is not clear which one is meant.
    """
    match = _swap().search(said)
    if match is None:
        return None
    old = match["old"] or match["denied"] or match["before"]
    new = match["new"] or match["held"] or match["now"]
    places = [found for found in _NUMBER.finditer(group) if found[0] == old]
    if len(places) != 1 or old == new:
        return None
    return f"{group[: places[0].start()]}{new}{group[places[0].end() :]}"


@lru_cache(maxsize=1)
def _swap() -> re.Pattern[str]:
    no, instead, but = ("|".join(phrases(name)) for name in ("not_way", "instead", "but"))
    return re.compile(
        rf"\b(?P<new>[0-9]+)(?:\s+\w+)?,?\s+(?:{no}|{instead})\s+(?P<old>[0-9]+)\b"
        rf"|\b(?:{no})\s+(?P<denied>[0-9]+)(?:\s+\w+)?,?\s+(?:{but})\s+(?P<held>[0-9]+)\b"
        rf"|\b(?:{instead})\s+(?P<before>[0-9]+)\s+(?:\w+\s+){{0,3}}(?P<now>[0-9]+)\b",
        re.IGNORECASE,
    )


def with_all_numbers(said: str, group: str) -> str:
    """Return a group as it was written where ``group`` keeps only some of a few words' numbers.

    "14 kids (8-12)" tells more than "14 Personen".
    """
    is_kept = set(_NUMBER.findall(said)) <= set(_NUMBER.findall(group))
    is_long = len(said.split()) > _MOST_WORDS_OF_GROUP
    return group if is_kept or is_long or not counts_heads(said) else " ".join(said.split())


def tells_number(said: str) -> bool:
    """Say whether a text begins by how many they are, and asks nothing: "sind 15 plus 15"."""
    told = spaced(said)
    begin = next((one for one in words().who_are if told.startswith(f" {one} ")), None)
    if begin is None or "?" in said:
        return False
    behind = dropwhile(words().beside_number.__contains__, told.removeprefix(f" {begin} ").split())
    return next(behind, "").isdigit()


def is_news(field: str, value: str, sheet: Mapping[str, Any]) -> bool:
    """Say whether what was told by the way fills a gap: the age of a group whose number is known.

    "Zwei sitzen im Rollstuhl" makes no group of two.
    """
    before = sheet.get(field)
    is_group = field == "group" and before is not None
    if not is_group:
        return before is None
    return before == OPEN or str(before) in joined_group(str(before), value)


def _parts(group: str) -> tuple[str, str]:
    """Return what tells of the number and what of the age, empty where nothing does."""
    found = _AGE.search(group)
    if found is None and len(_NUMBER.findall(group)) > 2:
        # "12 Jugendliche, 15-17": the second pair is no number of people.
        spans = list(_SPAN.finditer(group))
        found = spans[-1] if spans else None
    if found is None:
        return (group if _NUMBER.search(group) else "", "")
    rest = f"{group[: found.start()]} {group[found.end() :]}".strip(" ,;")
    return (rest if _NUMBER.search(rest) else "", found[0].strip())
