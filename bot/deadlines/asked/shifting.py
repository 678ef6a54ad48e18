"""Another beginning told by how far it lies from the one before: "einen Monat später"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.deadlines.asked.words import words
from bot.deadlines.days import DAYS_A_WEEK, MONTHS_A_YEAR, lead_before
from bot.knowledge.naming.names import words_of
from bot.words.numerals import number_of

_MOST = 24
_HALF = MONTHS_A_YEAR // 2
# The lists of words for units, and a unit as months and days.
_UNITS = {
    "half_years": (_HALF, 0),
    "years": (MONTHS_A_YEAR, 0),
    "months": (1, 0),
    "weeks": (0, DAYS_A_WEEK),
    "days": (0, 1),
}


@dataclass(frozen=True)
class Shift:
    """How far a beginning is put off; what is negative leads back."""

    months: int
    days: int

    def of(self, start: date) -> date:
        """Return the day on which a journey then begins that was to begin on ``start``."""
        return lead_before(start, months=-self.months, days=-self.days)


def shift_in(message: str) -> Shift | None:
    """Return how far a journey is put off, where that is all that a message tells.

    "Drei Monate vorher" is no shift: so people speak of an application.
    """
    known, said = words(), [word.text for word in words_of(message)]
    sign = 1 if not set(known.later).isdisjoint(said) else -1
    if sign < 0 and set(known.earlier).isdisjoint(said):
        return None
    beside = {*known.later, *known.earlier, *known.beside_shift}
    rest = " ".join(word for word in said if word not in beside)
    for name, (months, days) in _UNITS.items():
        unit = next((form for form in known.units[name] if f" {rest}".endswith(f" {form}")), None)
        if unit is not None:
            count = _count(rest.removesuffix(unit).split())
            return None if count is None else Shift(sign * count * months, sign * count * days)
    return None


def _count(said: list[str]) -> int | None:
    """Return the number that stands before a unit, None where something else does."""
    word, *others = said or words().one[:1]
    if others:
        return None
    count = 1 if word in words().one else int(word) if word.isdecimal() else number_of(word)
    return count if count is not None and 0 < count <= _MOST else None
