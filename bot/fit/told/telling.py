"""What a message tells in passing of those who write: their body, its umbrella, who travels.

"Sind ein Juze", "evangelisch, also Kirchenkreis", "die kommen zu uns". Whose body it is decides:
"das Jugendamt zahlt nichts" and "mit einer Schule in Lyon" tell of others (``telling.yml``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.dialogue.wishes.told_facts import only_tells
from bot.fit.told.phrase_places import Phrases, Said, all_named, by_first_word, named, said_words
from bot.words.lists import tree

NO_UMBRELLA = "none"
"""Whoever belongs to no umbrella body."""
GROUP_WITHOUT_BODY = "gruppe_ohne_verein"
ANY_BODY = "verein"
"""The body that says least: a more exact one told before stays."""
COMING, GOING, BOTH_WAYS = "in", "out", "both"

_FILE = Path(__file__).with_name("telling.yml")
# "Queeres Jugendzentrum", "also KOT": what stands before the body.
_MOST_BEFORE = 3
_NEAR = 4


@dataclass(frozen=True)
class Found:
    """Something told: its id and where it stands, in characters of the text."""

    value: str
    start: int
    end: int


def body_in(text: str) -> Found | None:
    """Return the body that somebody writes for, by its id in ``telling.yml``."""
    said = said_words(text)
    bodies = named(said, _bodies())
    found = [(slug, at) for slug, at in bodies if _is_ours(text, said, slug, at)]
    if not found:
        return None
    order = list(_raw()["bodies"])
    slug, at = min(found, key=lambda one: order.index(one[0]))
    return _found(slug, said, at)


def umbrella_in(text: str) -> Found | None:
    """Return the umbrella body that somebody belongs to, ``NO_UMBRELLA`` for none."""
    said = said_words(text)
    none = _at(said, "no_umbrella")
    if none:
        return _found(NO_UMBRELLA, said, none[0]) if only_tells(text) else None
    ours = (
        _found(slug, said, at)
        for slug, at in named(said, _umbrellas())
        if _is_ours(text, said, slug, at)
    )
    return next(ours, None)


def umbrella_named(text: str) -> str | None:
    """Return the umbrella body that a message names, whoever's it is: "Frist der dsj?"."""
    said, denied = said_words(text), _set("not_so") | _set("no_body")
    for slug, (first, _) in named(said, _umbrellas()):
        if denied.isdisjoint(one.word for one in said[max(0, first - _NEAR) : first]):
            return slug
    return None


def is_name_of_umbrella(name: str, umbrella: str) -> bool:
    """Say whether a name such as "Deutsche Sportjugend (dsj)" is that of an umbrella body."""
    said = said_words(name)
    return any(slug == umbrella for slug, _ in all_named(said, _umbrellas()))


def direction_in(text: str, countries: Iterable[tuple[int, int]] = ()) -> Found | None:
    """Return who travels; ``countries`` are where countries and places stand in the text."""
    said = said_words(text)
    if "?" in text or not _set("asking").isdisjoint(one.word for one in said):
        return None
    back = [_found(BOTH_WAYS, said, at) for at in _at(said, "both_ways")]
    if back or (_at(said, "there_first") and _at(said, "back")):
        return back[0] if back else Found(BOTH_WAYS, said[0].start, said[0].start)
    coming, going = _coming(said), _going(said, countries)
    if coming is not None and going is not None:
        return Found(BOTH_WAYS, coming.start, coming.end)
    return coming or going


def tells_own_plan(text: str) -> bool:
    """Say whether a message tells of a plan, and does not only ask what would be possible."""
    return only_tells(text) or bool(_at(said_words(text), "own_plan"))


def kind_of(body: str) -> str | None:
    """Return the kind of applicant that a body is, None where it may be of several kinds."""
    kind = _raw()["bodies"][body].get("kind")
    return None if kind is None else str(kind)


def forms_of_bodies(*, without_kinds: Collection[str]) -> tuple[str, ...]:
    """Return how bodies are called, those of some kinds of applicant left out."""
    kinds = _raw()["bodies"].values()
    return tuple(f for one in kinds if one.get("kind") not in without_kinds for f in one["forms"])


def entry_for(body: str) -> str:
    """Return the id of the entry that is written for such a body."""
    return str(_raw()["bodies"][body]["entry"])


def _coming(said: Sequence[Said]) -> Found | None:
    words = [one.word for one in said]
    moves = any(word in _set("come") for word in words)
    for at in [*_at(said, "coming"), *(_at(said, "to_us") if moves else [])]:
        if not _is_denied(words, at[0]):
            return _found(COMING, said, at)
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else ""
        is_theirs = _set("we").isdisjoint(_clause(said, place)) and after not in _set("origin")
        if word in _set("come_alone") and is_theirs and not _is_denied(words, place):
            return _found(COMING, said, (place, place + 1))
    return None


def _going(said: Sequence[Said], countries: Iterable[tuple[int, int]]) -> Found | None:
    words = [one.word for one in said]
    for at in _at(said, "going"):
        if not _is_denied(words, at[1] - 1):
            return _found(GOING, said, at)
    starts = {start for start, _ in countries}
    # "Zu uns nach Duisburg" is where we are.
    ours = {end for _, end in _at(said, "to_us")}
    for at in _at(said, "going_to"):
        if at[0] in ours:
            continue
        follows = said[at[1]].start if at[1] < len(said) else -1
        if follows in starts and not _is_denied(words, at[0]):
            return _found(GOING, said, at)
    return None


def _clause(said: Sequence[Said], place: int) -> list[str]:
    """Return the words of the clause that a place is in."""
    first = max((i for i in range(place + 1) if said[i].begins), default=0)
    last = next((i for i in range(place + 1, len(said)) if said[i].begins), len(said))
    return [one.word for one in said[first:last]]


def _is_denied(words: Sequence[str], place: int) -> bool:
    return not _set("not_so").isdisjoint(words[max(0, place - _NEAR) : place + 1])


def _is_ours(text: str, said: Sequence[Said], slug: str, at: tuple[int, int]) -> bool:
    """Say whether what stands at ``at`` is the body of whoever writes."""
    words = [one.word for one in said]
    if slug == GROUP_WITHOUT_BODY:
        return only_tells(text) or not _set("ourselves").isdisjoint(words)
    first, end = at
    before = words[max(0, first - _NEAR) : first]
    if not _set("not_ours_before").isdisjoint(before):
        return False
    if any(spoken[1] <= first for spoken in _at(said, "speaks_of_us")):
        return True
    clause = max((i for i in range(first + 1) if said[i].begins), default=0)
    led = words[clause:first]
    is_led = len(led) <= _MOST_BEFORE and set(led) <= _set("before_body")
    if is_led and not _set("here").isdisjoint(words[end : end + 1]):
        # "Jugendfeuerwehr hier, Frist?" tells and asks.
        return True
    if not only_tells(text) or not _set("not_ours_after").isdisjoint(words[end:]):
        return False
    return is_led or not _set("here").isdisjoint(words[end : end + _NEAR])


def _at(said: Sequence[Said], name: str) -> list[tuple[int, int]]:
    return [at for _, at in all_named(said, _listed(name))]


def _found(slug: str, said: Sequence[Said], at: tuple[int, int]) -> Found:
    return Found(slug, said[at[0]].start, said[at[1] - 1].end)


@lru_cache(maxsize=1)
def _bodies() -> Phrases:
    return by_first_word({slug: body["forms"] for slug, body in _raw()["bodies"].items()})


@lru_cache(maxsize=1)
def _umbrellas() -> Phrases:
    return by_first_word(_raw()["umbrellas"])


@lru_cache(maxsize=64)
def _listed(name: str) -> Phrases:
    return by_first_word({name: _raw()[name]})


@lru_cache(maxsize=64)
def _set(name: str) -> frozenset[str]:
    return frozenset(_raw()[name])


def _raw() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = tree(_FILE)
    return raw
