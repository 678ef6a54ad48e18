"""Number and age of a group in one field: a new number does not delete the age, nor the reverse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.consultations.checks import check_field
from bot.intake.heads import counts_heads
from bot.intake.sheet import OPEN
from bot.texts import text

_AGE = re.compile(
    r"(?:\bab\s+|\bbis\s+)?[0-9]{1,2}(?:\s*(?:-|–|bis|und|/)\s*[0-9]{1,2})?\s*(?:jahre?n?|j\.?|jährige?n?)(?!\w)"
    r"(?:\s+alt\b)?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"[0-9]{1,2}\s*(?:-|–|bis)\s*[0-9]{1,2}")
_NUMBER = re.compile(r"[0-9]+")
_MOST_WORDS_OF_GROUP = 6


def joined_group(before: str, now: str) -> str:
    """Return a group of whom ``before`` was known, after ``now`` was told of it.

    "18 Personen, 14 bis 17 Jahre" and "20 Personen" are "20 Personen, 14 bis 17 Jahre". What can
    not be taken apart stays behind what is new.
    """
    if not before or before in (OPEN, now) or now == OPEN:
        return now
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


def with_all_numbers(said: str, group: str) -> str:
    """Return a group as it was written where ``group`` keeps only some of a few words' numbers.

    "14 kids (8-12)" tells more than "14 Personen".
    """
    is_kept = set(_NUMBER.findall(said)) <= set(_NUMBER.findall(group))
    is_long = len(said.split()) > _MOST_WORDS_OF_GROUP
    return group if is_kept or is_long or not counts_heads(said) else " ".join(said.split())


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
