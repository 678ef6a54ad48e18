"""All entities of a message: names from the lookups and quantities, in the form Rasa reads."""

from __future__ import annotations

from typing import Any

from bot.nlu.foreign_countries import find_countries
from bot.nlu.gazetteer import Gazetteer, Name
from bot.nlu.origins import is_origin
from bot.nlu.quantities import find_quantities
from bot.nlu.quantity_reading import Quantity

# "ESC30" and "4x1 ist einfacher" are names, whatever numbers they hold.
_NUMBERED_NAMES = frozenset({"programme"})
_COUNTRY, _ORIGIN = "country", "origin"


def find_entities(text: str, gazetteer: Gazetteer, language: str = "de") -> list[dict[str, Any]]:
    """Return the entities of ``text`` in order; a quantity inside a programme's name is none.

    Of a message in another language, its names of countries count where no German name stands.
    Where people of the group come from is an ``origin`` and no ``country``.
    """
    names = gazetteer.find(text)
    named = {position for name in names for position in range(name.start, name.end)}
    names += [
        name
        for name in find_countries(text, language)
        if named.isdisjoint(range(name.start, name.end))
    ]
    taken = {
        position
        for name in names
        if name.entity in _NUMBERED_NAMES
        for position in range(name.start, name.end)
    }
    quantities = [
        item for item in find_quantities(text) if taken.isdisjoint(range(item.start, item.end))
    ]
    found: list[Name | Quantity] = [*names, *quantities]
    ordered = sorted(found, key=lambda item: (item.start, item.end))
    return [_as_entity(item, text) for item in ordered]


def _as_entity(item: Name | Quantity, text: str) -> dict[str, Any]:
    comes_from = item.entity == _COUNTRY and is_origin(text, item.start, item.end)
    entity: dict[str, Any] = {
        "entity": _ORIGIN if comes_from else item.entity,
        "value": item.value,
        "start": item.start,
        "end": item.end,
        "confidence_entity": 1.0,
    }
    if isinstance(item, Quantity) and item.role is not None:
        entity["role"] = item.role
    return entity
