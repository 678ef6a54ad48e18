"""Tells where somebody comes from from the country that a plan is about (``origins.yml``).

"Er ist 17 und kommt aus Guinea" names no partner country.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.folding import fold

_FILE = Path(__file__).with_name("origins.yml")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.?!;]\s")


def is_origin(text: str, start: int, end: int) -> bool:
    """Say whether the country at ``start`` to ``end`` is where people of the group come from.

    Whoever comes to visit or is planned with comes from a partner country.
    """
    known = _words()
    before = _SENTENCE_END.split(text[:start])[-1]
    after = _SENTENCE_END.split(text[end:])[0]
    said = _WORD.findall(fold(before))
    while said and said[-1] in known["articles"]:
        said.pop()
    if not said or said.pop() != known["from"]:
        return False
    while said and said[-1] in known["between"]:
        said.pop()
    if not said or said.pop() not in known["verbs"]:
        return False
    behind = _WORD.findall(fold(after))
    are_people = not known["people"].isdisjoint(said)
    return are_people and not _is_visit(said, behind)


def _is_visit(before: list[str], behind: list[str]) -> bool:
    """Return whether a group comes: to somebody or something, or counted as one."""
    known = _words()
    endings = tuple(known["others"])
    is_named = any(word.endswith(endings) for word in (*before, *behind))
    numbers = (int(word) for word in before if word.isascii() and word.isdigit() and len(word) < 4)
    is_counted = any(number >= int(known["group_from"]) for number in numbers)
    # "Er ist 17 und kommt aus …" counts years.
    is_counted = is_counted and not known["singular"].intersection(before)
    return is_named or is_counted or not known["towards"].isdisjoint(behind)


@cache
def _words() -> dict[str, Any]:
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(v) if isinstance(v, list) else v for name, v in raw.items()}
