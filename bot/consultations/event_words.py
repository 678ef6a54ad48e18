"""German words for the entries of an audit trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.clock import german_day
from bot.texts import keys, text


def event_words(what: str, name_of: Callable[[str], str]) -> str:
    """Return what an entry says; a new kind shows its own name.

    An entry like ``assigned:kim`` shows what follows: a day in German, else what ``name_of`` makes
    of a username or a reference.
    """
    key = f"events.{what.replace(':', '_')}"
    if key in keys():
        return text(key)
    kind, _, value = what.partition(":")
    if f"events.{kind}_value" not in keys():
        return what
    try:
        shown = german_day(date.fromisoformat(value))
    except ValueError:
        shown = name_of(value)
    return text(f"events.{kind}_value", value=shown)
