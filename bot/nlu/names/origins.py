"""Tells where somebody comes from from the country that a plan is about (``origins.yml``).

"Er ist 17 und kommt aus Guinea" and "zwei mit syrischem Pass" name no partner country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bot.words.lists import sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("origins.yml")
# Where one says what the group is and another who comes, even in small letters.
_CLAUSE_END = re.compile(r"[.?!;]\s")
_ADJECTIVE = re.compile(r"isch(?:e[rsnm]?)?\Z")
_PART_END = re.compile(r"[,;:?!]|\.\s")
# So many come as a group.
_GROUP_FROM = 5
_DIGITS_OF_A_GROUP = 3


# "Mit syrischem oder afghanischem Pass": joining word, other name, papers.
_JOINED_WORDS = 2
# "Gefluechtete Jugendliche aus Syrien"
_WORDS_TO_FLED = 3
# "aus Syrien und"
_FROM_JOINED = 3
# "drei Kids kommen ursprünglich aus …"
_WORDS_TO_COUNTED = 4
# "Ein Syrer ist auch dabei"
_WORDS_TO_AMONG = 4


def is_origin(text: str, start: int, end: int, others: Sequence[int] = ()) -> bool:
    """Say whether the country at ``start`` to ``end`` is where people of the group come from.

    Whoever comes to visit or is planned with comes from a partner country. ``others`` are where
    other countries begin.
    """
    before = folded(_CLAUSE_END.split(text[:start])[-1])
    behind = folded(_PART_END.split(text[end:])[0])
    return (
        _is_on_papers(behind)
        or _has_fled(before, behind)
        or _is_among_the_group(before, behind)
        or any(_go_elsewhere(text, start, end, other) for other in others if other > end)
        or _is_told_to_come_from(before, behind, folded(_CLAUSE_END.split(text[end:])[0]))
    )


def _is_on_papers(behind: list[str]) -> bool:
    """Say whether papers or a descent follow: "mit syrischem oder afghanischem Pass"."""
    known = sets(_FILE)
    joined = behind[1:_JOINED_WORDS]
    if joined and behind[0] in known["joining"] and _ADJECTIVE.search(joined[0]):
        behind = behind[_JOINED_WORDS:]
    return bool(behind) and behind[0] in known["papers"]


def _has_fled(before: list[str], behind: list[str]) -> bool:
    """Say whether people came from there for shelter: "Geflüchtete aus Syrien"."""
    known = sets(_FILE)
    if behind[:1] and behind[0] in known["fled"]:
        return True
    before = [word for word in before if word not in known["articles"]]
    if (
        before[-1:]
        and before[-1] in known["joining"]
        and before[-_FROM_JOINED:][0] in known["from"]
    ):
        # "Geflüchtete aus Syrien und dem Irak"
        before = before[: 1 - _FROM_JOINED]
    comes_from = bool(before) and before[-1] in known["from"]
    return comes_from and not known["fled"].isdisjoint(before[-1 - _WORDS_TO_FLED : -1])


def _is_among_the_group(before: list[str], behind: list[str]) -> bool:
    """Say whether one or a few are with the group: "ein Syrer ist dabei", "zwei Syrer fahren mit".

    Any word between, as in "ein polnischer Partner ist dabei", would be what is counted.
    """
    known = sets(_FILE)
    is_few = bool(before) and before[-1] in known["few"]
    goes = bool(behind) and behind[0] in known["goes"]
    places = (n for n, word in enumerate(behind[:_WORDS_TO_AMONG]) if word in known["among"])
    place = next(places, None)
    if not (is_few and goes) or place is None:
        return False
    # "… fahren mit nach Polen", but not "… fahren mit dem Bus"
    after = behind[place + 1 : place + 2]
    return not after or after[0] in known["behind_among"]


def _go_elsewhere(text: str, start: int, end: int, other: int) -> bool:
    """Say whether own people from there go to another country: "unsere Jungs aus Syrien nach Wien".

    Whoever is met or invited comes from a partner country.
    """
    known = sets(_FILE)
    before, between, said = folded(text[:start]), folded(text[end:other]), folded(text)
    is_from = before[-1:] == ["aus"] and not known["people"].isdisjoint(before[-2:-1])
    if not (is_from and known["leads_to"].issuperset(between[-1:]) and between):
        return False
    are_own = before[-2] in known["own_people"] or has_phrase(said, tuple(known["own"]))
    return are_own and known["meets"].isdisjoint(said)


def counts_some_of_origin(text: str, end: int, start: int, number: float) -> bool:
    """Say whether people counted up to ``end`` are those of the origin at ``start``.

    "Drei Kids mit afghanischem Pass" are some of a group and not all of it.
    """
    between = text[end:start]
    is_near = 0 <= len(folded(between)) <= _WORDS_TO_COUNTED and not _PART_END.search(between)
    return end <= start and is_near and number < _GROUP_FROM


def _is_told_to_come_from(said: list[str], part: list[str], behind: list[str]) -> bool:
    """Say whether people of the group come "aus" there, as a sentence tells.

    ``behind`` is the rest of the sentence, ``part`` what of it belongs to the country.
    """
    known = sets(_FILE)
    while said and said[-1] in known["articles"]:
        said.pop()
    if not said or said.pop() not in known["from"]:
        return False
    while said and said[-1] in known["between"]:
        said.pop()
    if not said or said.pop() not in known["verbs"]:
        return False
    are_people = not known["people"].isdisjoint(said)
    return are_people and not _is_visit(said, part, behind)


def _is_visit(before: list[str], part: list[str], behind: list[str]) -> bool:
    """Return whether a group comes: to somebody or something, or counted as one."""
    known = sets(_FILE)
    endings = tuple(known["others"])
    is_named = any(word.endswith(endings) for word in (*before, *behind))
    numbers = (word for word in before if word.isascii() and word.isdigit())
    is_counted = any(int(n) >= _GROUP_FROM for n in numbers if len(n) <= _DIGITS_OF_A_GROUP)
    # "Er ist 17 und kommt aus …" counts years.
    is_counted = is_counted and not known["singular"].intersection(before)
    # "…, wir wollen nach Polen" tells where others go.
    ours = next((n for n, word in enumerate(part) if word in known["ourselves"]), len(part))
    return is_named or is_counted or not known["towards"].isdisjoint(part[:ours])
