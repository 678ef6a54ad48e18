"""Tells where somebody comes from from the country that a plan is about (``origins.yml``).

"Er ist 17 und kommt aus Guinea" names no partner country.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("origins.yml")
# Where one says what the group is and another who comes, even in small letters.
_CLAUSE_END = re.compile(r"[.?!;]\s")
# So many come as a group.
_GROUP_FROM = 5
_DIGITS_OF_A_GROUP = 3


def is_origin(text: str, start: int, end: int) -> bool:
    """Say whether the country at ``start`` to ``end`` is where people of the group come from.

    Whoever comes to visit or is planned with comes from a partner country.
    """
    known = sets(_FILE)
    said = folded(_CLAUSE_END.split(text[:start])[-1])
    while said and said[-1] in known["articles"]:
        said.pop()
    if not said or said.pop() not in known["from"]:
        return False
    while said and said[-1] in known["between"]:
        said.pop()
    if not said or said.pop() not in known["verbs"]:
        return False
    are_people = not known["people"].isdisjoint(said)
    return are_people and not _is_visit(said, folded(_CLAUSE_END.split(text[end:])[0]))


def _is_visit(before: list[str], behind: list[str]) -> bool:
    """Return whether a group comes: to somebody or something, or counted as one."""
    known = sets(_FILE)
    endings = tuple(known["others"])
    is_named = any(word.endswith(endings) for word in (*before, *behind))
    numbers = (word for word in before if word.isascii() and word.isdigit())
    is_counted = any(int(n) >= _GROUP_FROM for n in numbers if len(n) <= _DIGITS_OF_A_GROUP)
    # "Er ist 17 und kommt aus …" counts years.
    is_counted = is_counted and not known["singular"].intersection(before)
    return is_named or is_counted or not known["towards"].isdisjoint(behind)
