"""Quantities in a sentence: ages, sizes of groups, durations, sums of money, reference numbers."""

from __future__ import annotations

import re

from bot.nlu.quantities import age, amount, duration, group
from bot.nlu.quantities.reading import Quantity, Reading, Rule

_REFERENCE = re.compile(
    r"(?<![^\W_])IJ[ ]?[-–—_/ ]?[ ]?(20[0-9]{2})[ ]?[-–—_/ ][ ]?([0-9]{1,6})(?![0-9])",
    re.IGNORECASE,
)


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities that ``text`` names, in order and without overlaps.

    ``age`` is ``"16"``, ``"13-17"``, ``"12-"`` (from 12) or ``"-26"`` (up to 26, inclusive);
    ``group_size`` a number of people with the role ``participants`` or ``leaders``; ``duration`` a
    number of days; ``amount`` a number of euros; ranges of these three are ``"16-20"``.
    ``reference`` is a reference number such as ``IJ-2026-0042``. Takes time linear in the length.
    """
    references = [_reference(match) for match in _REFERENCE.finditer(text)]
    taken = {position for item in references for position in range(item.start, item.end)}
    found = [item for item in _read(text) if item.start not in taken]
    return sorted(group.settled(found) + references, key=lambda item: item.start)


def _reference(match: re.Match[str]) -> Quantity:
    value = f"IJ-{match[1]}-{int(match[2]):04d}"
    return Quantity(match.start(), match.end(), "reference", value)


def _read(text: str) -> list[Quantity]:
    reading = Reading(text)
    found: list[Quantity] = []
    position = 0
    while position < len(reading.kinds):
        position = _step(reading, position, found)
    return found


def _step(reading: Reading, position: int, found: list[Quantity]) -> int:
    """Add the quantity that begins at ``position``, if any; return where to go on."""
    for rule in _RULES.get(reading.kinds[position], ()):
        match = rule.pattern.match(reading.kinds, position)
        quantity = rule.make(reading, match) if match else None
        if match and quantity:
            found.append(quantity)
            return match.end()
    return position + 1


_RULES: dict[str, list[Rule]] = {}
# Money first: "500" of "500 Euro" is nothing else. Ages last: a bare number is one only if
# nothing else claims it.
for _rule in (
    *amount.RULES,
    *duration.RULES,
    *group.RULES,
    *age.RULES,
):
    for _kind in _rule.begins:
        _RULES.setdefault(_kind, []).append(_rule)
