"""Separates what somebody wrote from the older mail below it.

Careful on purpose: a line that merely looks odd stays. The whole text is kept beside the new part,
so a wrong cut hides something but loses nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from re import Pattern
from typing import Any

from bot.words.lists import tree

_FILE = Path(__file__).with_name("quote_marks.yml")
_SIGNATURE = "-- "
# Of a mail quoted without any mark: From, Sent, To, Cc, Subject …
_MIN_HEADERS, _MAX_HEADERS = 2, 6


def new_part(text: str) -> str:
    """Return the text before the quoted mail; all of it if nothing else would be left."""
    lines = text.split("\n")
    end = next((n for n in range(len(lines)) if _quote_begins(lines, n)), len(lines))
    kept = lines[:end]
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    answer = "\n".join(line for line in kept if line != _SIGNATURE).strip()
    return answer or text.strip()


def _quote_begins(lines: list[str], at: int) -> bool:
    line = lines[at].lstrip("> ").strip()
    if not line:
        return False
    if _matches(_separators(), line):
        return True
    # The introduction may be folded, and a quote or the end of the mail follows.
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if _matches(_introductions(), line) or (
        not following.startswith(">") and _matches(_introductions(), f"{line} {following}")
    ):
        return True
    return _header_block(lines, at)


def _header_block(lines: list[str], at: int) -> bool:
    found = 0
    for line in lines[at : at + _MAX_HEADERS]:
        if not _header_line().match(line.lstrip("> *").strip()):
            break
        found += 1
    return found >= _MIN_HEADERS


def _matches(patterns: tuple[Pattern[str], ...], line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in patterns)


def _marks() -> dict[str, Any]:
    marks: dict[str, Any] = tree(_FILE)
    return marks


@lru_cache(maxsize=1)
def _separators() -> tuple[Pattern[str], ...]:
    return tuple(re.compile(mark, re.IGNORECASE) for mark in _marks()["separators"])


@lru_cache(maxsize=1)
def _introductions() -> tuple[Pattern[str], ...]:
    return tuple(re.compile(mark, re.IGNORECASE) for mark in _marks()["introductions"])


@lru_cache(maxsize=1)
def _header_line() -> Pattern[str]:
    names = "|".join(map(re.escape, _marks()["header_names"]))
    return re.compile(rf"(?:{names})\*?:\*? ?\S", re.IGNORECASE)
