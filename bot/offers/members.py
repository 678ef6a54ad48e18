"""Whose member somebody told to be, and which deadlines are for the members of that body."""

from __future__ import annotations

from collections.abc import Iterable

from bot.deadlines.asked.named_spans import deadline_spans
from bot.deadlines.models import Deadline
from bot.fit.told.telling import NO_UMBRELLA, is_name_of_umbrella, umbrella_in, umbrella_named


def own_umbrella(messages: Iterable[str]) -> str | None:
    """Return the umbrella body told last, by its id in ``bot/fit/told/telling.yml``; None for none.

    ``messages`` are what a person wrote, the oldest first. Whoever says to belong to none after
    having named one belongs to none.
    """
    told = list(filter(None, map(_umbrella, messages)))
    return told[-1] if told and told[-1] != NO_UMBRELLA else None


def _umbrella(message: str) -> str | None:
    told = umbrella_in(message)
    if told is not None:
        return told.value
    # "Frist Jugendfeuerwehr Tandem" asks for those of that body.
    return umbrella_named(message) if deadline_spans(message) else None


def is_for_members(deadline: Deadline, umbrella: str) -> bool:
    """Say whether a deadline for the members of one body is for those of ``umbrella`` (an id)."""
    return is_name_of_umbrella(deadline.members_of or "", umbrella)
