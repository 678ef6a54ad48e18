"""What sounds like danger and is everyday life: told of the past, or too much work.

The words stand in ``everyday.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.nlu.alarm_words import words_of

_FILE = Path(__file__).with_name("everyday.yml")


def is_told_of_the_past(text: str) -> bool:
    """Say whether a message tells of an earlier journey and of nothing that goes on.

    This holds for accidents: whoever tells of violence or of a wish to die may still need help. The
    numbers belong beside the answer all the same: "das letzte Mal am Strand gesehen" is today.
    """
    return _has(text, "past") and not _has(text, "still")


def is_too_much_work(text: str, *, may_be_suicidal: bool) -> bool:
    """Say whether somebody is at the end of their strength because of the work for a journey.

    Where it may be a wish to die, their strength must only be about to end. The answer is about the
    work; the numbers belong beside it all the same.
    """
    is_at_limit = _has(text, "near_limit") or (_has(text, "limit") and not may_be_suicidal)
    return _has(text, "work") and is_at_limit and not _has(text, "life")


def _has(text: str, name: str) -> bool:
    said = f" {' '.join(words_of(text))} "
    return any(f" {phrase} " in said for phrase in _listed()[name])


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    raw: Mapping[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: tuple(phrases) for name, phrases in raw.items()}
