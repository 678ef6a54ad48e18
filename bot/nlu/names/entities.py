"""All entities of a message: names from the lookups and quantities, in the form Rasa reads."""

from __future__ import annotations

from typing import Any

from bot.nlu.names.foreign_countries import find_countries
from bot.nlu.names.gazetteer import Gazetteer, Name
from bot.nlu.names.origins import counts_some_of_origin, is_origin
from bot.nlu.quantities.finder import find_quantities
from bot.nlu.quantities.group import ENTITY as GROUP
from bot.nlu.quantities.reading import Quantity

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
    countries = [name for name in names if name.entity == _COUNTRY]
    starts = [name.start for name in countries]
    origins = [n.start for n in countries if is_origin(text, n.start, n.end, starts)]
    found: list[Name | Quantity] = [
        *names,
        *(item for item in quantities if not _counts_some(item, text, origins)),
    ]
    ordered = sorted(found, key=lambda item: (item.start, item.end))
    return [_as_entity(item, is_from_there=item.start in origins) for item in ordered]


def _counts_some(item: Quantity, text: str, origins: list[int]) -> bool:
    """Say whether a number counts those of a group who come from one of the origins."""
    if item.entity != GROUP or not isinstance(item.value, int | float):
        return False
    number = item.value
    return any(counts_some_of_origin(text, item.end, start, number) for start in origins)


def _as_entity(item: Name | Quantity, *, is_from_there: bool) -> dict[str, Any]:
    comes_from = is_from_there and item.entity == _COUNTRY
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
