"""What the person wants of the extract: which lines are struck, whether it is sent at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.consultations.models import TranscriptLine
from bot.consultations.transcripts import strike
from bot.intake.words import phrases
from bot.words.phrases import has_any, spaced

MOST_LINES = 30
_NUMBER_OR_WORD = re.compile(r"[0-9]{1,3}|[^\W\d_]+|-|–")


def chosen_lines(lines: Sequence[TranscriptLine], sheet: Mapping[str, Any]) -> list[TranscriptLine]:
    """Return what is sent: nothing, or all lines with the struck ones empty."""
    if sheet.get("extract") == "no":
        return []
    numbers = {int(number) - 1 for number in _numbers(str(sheet.get("struck") or ""))}
    return list(strike(lines, numbers))


def read_wish(said: str) -> dict[str, str]:
    """Return what the person wants of the extract, and whether the request is urgent."""
    words = spaced(said)
    if has_any(words, phrases("not_urgent")):
        return {"urgent": "no"}
    if has_any(words, phrases("line")) and has_any(words, phrases("strike")):
        numbers = _numbers(said)
        if numbers:
            return {"struck": ",".join(map(str, numbers))}
    if has_any(words, phrases("extract")):
        return {"extract": "no" if has_any(words, phrases("without")) else "yes"}
    return {"urgent": "yes"} if has_any(words, phrases("urgent")) else {}


def struck_together(before: object, more: str) -> str:
    """Return the numbers of all struck lines."""
    numbers = {*_numbers(str(before or "")), *_numbers(more)}
    return ",".join(map(str, sorted(numbers)))


def _numbers(said: str) -> list[int]:
    """Return the numbers in a text; "4 bis 6" are three."""
    found: list[int] = []
    is_range = False
    for part in _NUMBER_OR_WORD.findall(said):
        if part.isdigit():
            number = int(part)
            if is_range and found and found[-1] < number <= found[-1] + MOST_LINES:
                found += range(found[-1] + 1, number)
            found.append(number)
            is_range = False
        else:
            word = part.lower().rstrip("nrs")
            is_range = part in "-–" or part.lower() in phrases("up_to")
            found += [place for place, one in enumerate(phrases("ordinals"), 1) if one == word]
    return sorted(set(found))
