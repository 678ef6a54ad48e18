"""Recognises that somebody chooses by number: "ja das erste", "nummer 2" (``ordinals.yml``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.context import Context
from bot.dialogue.words import words
from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("ordinals.yml")
_WORD = re.compile(r"\w+")
# Of two, "letzteres" is the second and "ersteres" the first.
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}


def place_chosen(text: str) -> int | None:
    """Return which of several a message chooses: 0 the first, -1 the last; None if it does not.

    Whatever says anything else chooses nothing: "die erste Frist" asks.
    """
    listed = sets(_FILE)
    told = [word for word in folded(text) if word not in listed["idle"]]
    if len(told) != 1:
        return None
    return next((place for name, place in _PLACES.items() if told[0] in listed[name]), None)


@dataclass(frozen=True)
class ChosenProgramme:
    """One of several programmes that were talked about, and where the message tells which."""

    programme: str
    span: tuple[int, int]


def programme_chosen(
    text: str, before: Context | None, earlier: Sequence[Context]
) -> ChosenProgramme | None:
    """Return the programme that "das zweite, wie lange?" or "nein, das andere" means, else None.

    ``earlier`` are the contexts of the conversation, the oldest first: where one was chosen
    already, "das andere" is the one beside it. "Das erste Mal" chooses nothing.
    """
    several = next((c for c in (before, *reversed(earlier)) if c and len(c.programmes) > 1), None)
    if before is None or several is None:
        return None
    span = _span_of_choice(text)
    if span is None:
        return None
    word = " ".join(folded(text[slice(*span)]))
    listed, programmes = sets(_FILE), several.programmes
    if word in listed["other"]:
        left = [one for one in programmes if one not in before.programmes]
        return ChosenProgramme(left[0], span) if len(left) == 1 else None
    place = next((at for name, at in _PLACES.items() if word in listed[name]), None)
    if place is None or place >= len(programmes):
        return None
    return ChosenProgramme(programmes[place], span)


def _span_of_choice(text: str) -> tuple[int, int] | None:
    """Return where the word stands that may choose: no noun behind it, idle words before it."""
    idle, joining = sets(_FILE)["idle"] | sets(_FILE)["before"], words().joining
    told = [(found.span(), " ".join(folded(found.group()))) for found in _WORD.finditer(text)]
    start = next((n for n, (_, word) in enumerate(told) if word not in idle | joining), None)
    if start is None:
        return None
    (first, end), after = told[start][0], [word for _, word in told[start + 1 : start + 2]]
    is_cut = text[end:].lstrip()[:1] in ("", ",", ".", "?", "!", ":", "-")
    follows = words().asking | words().empty | sets(_FILE)["idle"] | sets(_FILE)["named"]
    follows -= sets(_FILE)["times"]
    return (first, end) if is_cut or follows.issuperset(after) else None
