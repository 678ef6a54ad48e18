"""Corrections in free words: "nein, Frankreich statt Polen", "Name: Kim", "den Zeitraum ändern"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.fit.reading import Entity, Message
from bot.fit.words import begins_with_any, folded, has_any
from bot.intake.words import field_names, phrases

_NAMED_VALUE = re.compile(r"\A(?P<name>[^:]{2,40}):\s*(?P<value>\S.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Correction:
    """What a message corrects.

    ``message`` holds only what shall hold from now on. ``name`` is the field that was called by
    its name, ``value`` its new text if that was told as "Name: Kim".
    """

    message: Message
    name: str | None = None
    value: str = field(default="", repr=False)


def read_correction(message: Message) -> Correction | None:
    """Return what the message corrects, None if it does not sound like a correction."""
    said = folded(message.text)
    named = _NAMED_VALUE.match(message.text.strip())
    if named is not None:
        name = _field_in(folded(named["name"]))
        if name is not None:
            return Correction(Message("", ()), name, named["value"].strip())
    if not (
        begins_with_any(said, phrases("correction_begin"))
        or has_any(said, phrases("correction_inside"))
    ):
        return None
    return Correction(_new_part(message), _field_in(said))


def _field_in(said: str) -> str | None:
    found = (name for name, names in field_names().items() if has_any(said, names))
    return next(found, None)


def _new_part(message: Message) -> Message:
    """Return the message without what no longer holds."""
    text, entities = message.text, message.entities
    but, instead = (_search(name, text) for name in ("but", "instead"))
    if but is not None:
        text = text[but.end() :]
    elif instead is not None and _names_something(text[: instead.start()], entities):
        text = text[: instead.start()]
    elif instead is not None:
        # "Statt Polen lieber Frankreich": the first name after the word is the old one.
        text = _without_first(text[instead.end() :], entities)
    return Message(text, tuple(e for e in entities if e.text and _stands(e.text, text)))


def _stands(name: str, text: str) -> bool:
    place = text.find(name)
    return place >= 0 and _not_before().search(text[:place]) is None


def _names_something(text: str, entities: Sequence[Entity]) -> bool:
    has_digit = any(char.isdigit() for char in text)
    return has_digit or any(entity.text and entity.text in text for entity in entities)


def _without_first(text: str, entities: Sequence[Entity]) -> str:
    places = [(text.find(e.text), e.text) for e in entities if e.text and e.text in text]
    if not places:
        return text
    place, name = min(places)
    return text[place + len(name) :]


def _search(name: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w)(?:{'|'.join(phrases(name))})(?!\w)", text, re.IGNORECASE)


@lru_cache(maxsize=1)
def _not_before() -> re.Pattern[str]:
    """Return what stands before a name that does not hold: "nicht nach"."""
    joints = "|".join(phrases("after_not"))
    no = "|".join(phrases("not"))
    return re.compile(rf"(?<!\w)(?:{no})\s+(?:(?:{joints})\s+)?\Z", re.IGNORECASE)
