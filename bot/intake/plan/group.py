"""Number and age of a group in one field: a new number does not delete the age, nor the reverse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import dropwhile
from typing import Any

from bot.consultations.checks import check_field
from bot.fit.words import words
from bot.intake.plan.corrections import clauses_of
from bot.intake.plan.heads import tells_numbers_only
from bot.intake.request.sheet import OPEN
from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import begins_with_any, has_any, spaced

_AGE = re.compile(
    r"(?:\bab\s+|\bbis\s+)?[0-9]{1,2}(?:\s*(?:-|–|bis|und|/)\s*[0-9]{1,2})?\s*(?:jahre?n?|j\.?|jährige?n?)(?!\w)"
    r"(?:\s+alt\b)?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"[0-9]{1,2}\s*(?:-|–|bis)\s*[0-9]{1,2}")
_NUMBER = re.compile(r"[0-9]+")
_COUNTED = re.compile(r"(?P<number>[0-9]+) Personen")
# "2x 15 Jugendliche" are so many on each side.
_TWICE = re.compile(r"\b[2-9] ?(?:x|mal) ?(?P<number>[0-9]+)\b", re.IGNORECASE)
_MOST_WORDS_OF_GROUP = 8
# "Im Rolli": so many words behind a number one is that counts; its first letters tell it apart.
_WORDS_TO_COUNTED = 3
_LEAST_LETTERS = 5


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


def with_swapped_number(said: str, group: str, *, by_whom: bool = True) -> str | None:
    """Return a written group with one of its numbers swapped: "die Betreuer sind 6, nicht 5".

    Or, ``by_whom`` it counts: "Betreuer sind doch 3". None where a message swaps none, or where it
    is not clear which one is meant.
    """
    match = _swap().search(said)
    now, before = _TWICE.search(said), _TWICE.search(group)
    if now is not None and before is not None:
        return f"{group[: before.start()]}{now[0]}{group[before.end() :]}"
    if match is None:
        return _with_counted_anew(said, group) if by_whom else None
    old = match["old"] or match["denied"] or match["before"] or match["first"]
    new = match["new"] or match["held"] or match["now"] or match["later"]
    places = [found for found in _NUMBER.finditer(group) if found[0] == old]
    if len(places) != 1 or old == new:
        return None
    return f"{group[: places[0].start()]}{new}{group[places[0].end() :]}"


def _with_counted_anew(said: str, group: str) -> str | None:
    """Return a written group with the numbers that a message gives those who are counted in it."""
    now, before = _counted(said, behind=True), _counted(group)
    swapped = group
    for who, match in sorted(before.items(), key=lambda one: -one[1].start()):
        told = now.get(who, match)[0]
        swapped = f"{swapped[: match.start()]}{told}{swapped[match.end() :]}"
    return None if swapped == group else swapped


def _counted(text: str, *, behind: bool = False) -> dict[str, re.Match[str]]:
    """Return the number that stands before each word for people, or ``behind`` it, by that word."""
    found: dict[str, re.Match[str]] = {}
    others = {*phrases("age"), *phrases("counts_more")}
    numbers = list(_NUMBER.finditer(text))
    for place, match in enumerate(numbers):
        end = numbers[place + 1].start() if place + 1 < len(numbers) else len(text)
        after = spaced(text[match.end() : end]).split()[:_WORDS_TO_COUNTED]
        near = after or (spaced(text[: match.start()]).split() if behind and not place else [])
        who = next((w for w in near if len(w) >= _LEAST_LETTERS and w not in others), None)
        if who is not None:
            found.setdefault(who[:_LEAST_LETTERS], match)
    return found


@lru_cache(maxsize=1)
def _swap() -> re.Pattern[str]:
    no, instead, but = ("|".join(phrases(name)) for name in ("not_way", "instead", "but"))
    rather, denied, held = (
        "|".join(phrases(name)) for name in ("rather", "number_denied", "number_held")
    )
    return re.compile(
        rf"\b(?P<new>[0-9]+)(?:\s+\w+)?,?\s+(?:{no}|{instead})\s+(?P<old>[0-9]+)\b"
        rf"|\b(?:{no}|{denied})\s+(?P<denied>[0-9]+)(?:\s+\w+)?,?\s+(?:{but}|{held})"
        rf"\s+(?P<held>[0-9]+)\b"
        rf"|\b(?:{instead})\s+(?P<before>[0-9]+)\s+(?:\w+\s+){{0,3}}(?P<now>[0-9]+)\b"
        rf"|\A\D*(?P<first>[0-9]+)\b.*?\s(?:{rather})\s+(?P<later>[0-9]+)\W*\Z",
        re.IGNORECASE,
    )


def with_all_numbers(said: str, group: str) -> str:
    """Return a group as it was written where ``group`` keeps only some of a few words' numbers.

    "14 kids (8-12)" tells more than "14 Personen", and "je 8 Fachkräfte" more than 8.
    """
    twice, counted = _TWICE.search(said), _COUNTED.search(group)
    if (
        twice is not None
        and counted is not None
        and twice["number"] == counted["number"]
        and not _TWICE.search(group)
    ):
        group = f"{group[: counted.start()]}{twice[0]}{group[counted.end('number') :]}"
    is_more = has_any(spaced(said), phrases("counts_more"))
    is_kept = set(_NUMBER.findall(said)) <= set(_NUMBER.findall(group)) and not is_more
    is_long = len(said.split()) > _MOST_WORDS_OF_GROUP
    is_counted = is_more or tells_numbers_only(said)
    if is_kept or is_long or not is_counted:
        return group
    corrects = {*phrases("correction_begin")}
    return " ".join(dropwhile(lambda word: spaced(word).strip() in corrects, said.split()))


def tells_of_some(said: str, group: str, now: str) -> bool:
    """Say whether fewer are told of than a group has, and not how many it is.

    "3 Jugendliche sitzen im Rollstuhl" beside a group of 12; ``now`` is the group that was read.
    """
    before, told = (_NUMBER.search(_AGE.sub("", one)) for one in (group, now))
    is_less = before is not None and told is not None and int(told[0]) < int(before[0])
    return is_less and not says_how_many(said)


def tells_of_one(said: str) -> bool:
    """Say whether a message tells how old one of them is: "er ist 16", "ein Junge wird 12"."""
    return _of_one().search(spaced(said)) is not None


@lru_cache(maxsize=1)
def _of_one() -> re.Pattern[str]:
    who, verbs = "|".join(phrases("one_of_them")), "|".join(phrases("is_so_old"))
    between = "|".join(phrases("between_one_and_age"))
    return re.compile(rf" (?:{who}) (?:{verbs}) (?:(?:{between}) )*[0-9]{{1,2}} (?!uhr )")


def says_how_many(said: str) -> bool:
    """Say whether a message tells how many they are, and of nobody what he does or needs."""
    leads = (*words().who_are, *words().whose_age)
    is_whole = has_any(spaced(said), phrases("counts_more")) and len(_NUMBER.findall(said)) > 1
    # "Noch nicht senden, wir sind 17"
    is_led = any(begins_with_any(spaced(clause), leads) for clause in clauses_of(said))
    return is_whole or tells_numbers_only(said) or is_led


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
        return before is None or set(spaced(value).split()) > set(spaced(str(before)).split())
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
