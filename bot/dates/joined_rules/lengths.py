"""Amounts of time: "drei Wochen", "anderthalb Stunden", "1 Jahr und 2 Monate"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.dates.calendar.almanac import DAY, add_months
from bot.dates.tokens.cursor import Cursor, Found, remembered

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_QUARTER_HOURS = {"viertel": 0.25, "dreiviertel": 0.75}
_ABOUT = ("ca", "circa", "zirka", "etwa", "ungefaehr", "rund", "genau", "knapp", "gut", "schon",
          "bereits", "erst", "noch", "spaetestens", "fruehestens", ".")  # fmt: skip


@dataclass(frozen=True)
class Length:
    """Months, days and seconds together; ``unit`` is the finest one that was named."""

    months: int = 0
    days: int = 0
    seconds: float = 0
    unit: str = "day"
    is_round: bool = True

    @property
    def is_calendar(self) -> bool:
        """Say whether it is made of whole days, so that the time of day does not matter."""
        return not self.seconds

    def beside(self, start: date, sign: int = 1) -> date:
        """Return the day this far after ``start``, or before it with ``sign`` -1."""
        return add_months(start, sign * self.months) + sign * self.days * DAY


@remembered
def length(c: Cursor, i: int) -> Found[Length]:
    """Read an amount of one or two units."""
    found = _one(c, i)
    if found is None:
        return None
    first, j = found
    second = _one(c, j + 1) if c.key(j) in ("und", ",") else None
    if second is None or second[0].unit == first.unit:
        return found
    rest = second[0]
    total = Length(
        months=first.months + rest.months,
        days=first.days + rest.days,
        seconds=first.seconds + rest.seconds,
        unit=rest.unit,
        is_round=first.is_round and rest.is_round,
    )
    return total, second[1]


def _one(c: Cursor, i: int) -> Found[Length]:
    i = c.skip(i, _ABOUT)
    fraction = _fraction(c, i)
    if fraction is not None:
        return Length(seconds=3600 * fraction[0], unit="minute", is_round=False), fraction[1]
    number = c.cardinal(i)
    if number is None:
        return None
    amount, j = number
    name = c.words.units.get(c.key(j))
    if name is None or amount > 99999 or (c.key(j) == "wo" and not c.is_glued(j)):
        return None
    return _of(amount, name), j + 1


def _fraction(c: Cursor, i: int) -> Found[float]:
    """Read "Viertelstunde", "eine dreiviertel Stunde" in hours."""
    i += c.words.cardinals.get(c.key(i)) == 1
    if c.key(i) in c.words.fractions:
        return c.words.fractions[c.key(i)], i + 1
    if c.key(i) in _QUARTER_HOURS and c.words.units.get(c.key(i + 1)) == "hour":
        return _QUARTER_HOURS[c.key(i)], i + 2
    return None


def _of(amount: float, name: str) -> Length:
    is_round = amount == int(amount)
    if name in _SECONDS:
        return Length(seconds=amount * _SECONDS[name], unit=name, is_round=is_round)
    if name == "day" and not is_round:
        return Length(seconds=amount * 86400, unit="hour", is_round=False)
    if name in _DAYS:
        return Length(days=int(amount * _DAYS[name]), unit=name)
    months = amount * _MONTHS[name]
    return Length(months=int(months), days=int(months % 1 * 30), unit=name)
