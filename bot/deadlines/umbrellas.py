"""Whether somebody belongs to an umbrella body, and which deadlines are for its members."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.deadlines.models import Deadline, Route
from bot.deadlines.words import folded, has_any, words

WITH_UMBRELLA = (Route.CENTRAL_BODY, Route.DIRECT, Route.PORTAL)
"""The ways of whoever belongs to one: never the one over the Landesjugendamt."""


def umbrellas_in(messages: Iterable[str]) -> tuple[str, ...]:
    """Return the umbrella bodies that somebody named as their own, by the names in the words.

    A message that says no to one tells of none: "wir sind nicht in der dsj".
    """
    known, found = words(), dict[str, None]()
    for message in messages:
        said = folded(message)
        if not has_any(said, known.belongs_to_none):
            found |= dict.fromkeys(name for name in known.umbrellas if f" {name} " in said)
    return tuple(found)


def concerns_members(deadline: Deadline, umbrellas: Collection[str]) -> bool:
    """Say whether a deadline for members is one for these bodies."""
    body = folded(deadline.members_of or "")
    return any(f" {name} " in body for name in umbrellas)


def is_with_umbrella(routes: Collection[Route]) -> bool:
    """Say whether the ways asked for are those of a member of an umbrella body."""
    return set(routes) == set(WITH_UMBRELLA)
