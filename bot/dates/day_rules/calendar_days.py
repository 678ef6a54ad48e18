"""Dates of day and month: "12.7.", "12.07.2027", "2027-07-12", "3. Mai", "Mai 3, 2027"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.dates.calendar.values import Value, unit_at, yearly
from bot.dates.period_rules.months import month_name
from bot.dates.period_rules.years import century_of, near_short_year, short_year, year_after
from bot.dates.tokens.cursor import Cursor, Found, remembered

# Before "2.5" these make it a date.
_LEADS = ("am", "zum", "vom", "ab", "bis", "seit", "den", "dem", "der", "-", "zwischen")
_LEAST_SPELLED = 4
_COUNTED_DAYS = ("tage", "tagen", "tg")
# In which years a weekday without year is looked for, the nearest first.
_NEAR_YEARS = (0, 1, -1, 2, 3, 4, 5, 6, -2, -3, -4)


@dataclass(frozen=True)
class DayMonth:
    """A day of a month; the year and the weekday (Monday is 0) if they were said."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def value(self, today: date) -> Value:
        """Return the day, or what comes round each year.

        Raises:
            ValueError: there is no such day.
        """
        if self.year is not None:
            return unit_at("day", date(self.year, self.month, self.day))
        if self.weekday is not None:
            # "Sonntag, 10. Februar": the weekday decides the year.
            for years in _NEAR_YEARS:
                found = _day(today.year + years, self.month, self.day)
                if found is not None and found.weekday() == self.weekday:
                    return unit_at("day", found)
        if not self.is_real:
            raise ValueError(self)
        return yearly(lambda year: unit_at("day", date(year, self.month, self.day)))

    @property
    def is_real(self) -> bool:
        """Say whether there is such a day, without year in any year."""
        # 2024 has a 29 February.
        return _day(2024 if self.year is None else self.year, self.month, self.day) is not None

    def on(self, weekday: int | None) -> DayMonth:
        """Return the same with a weekday."""
        return replace(self, weekday=weekday)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@remembered
def day_month(c: Cursor, i: int) -> Found[DayMonth]:
    """Read a day and month, with or without year."""
    return _in_digits(c, i) or _with_name(c, i)


def _in_digits(c: Cursor, i: int) -> Found[DayMonth]:
    one, sign, two = c.number(i), c.key(i + 1), c.number(i + 2)
    if one is None or two is None or sign not in (".", "/", "-") or not c.is_glued(i + 1):
        return None
    if not c.is_glued(i + 2) and sign != ".":
        return None
    is_inside = (
        c.is_glued(i) and c.key(i - 1) in (".", ",", ":", "/") and c.number(i - 2) is not None
    )
    if (is_inside and not (c.key(i - 1) == "/" and sign == ".")) or c.is_numbered(i):
        return None
    if len(c.key(i)) == 4:
        return _year_first(c, i, sign)
    if len(c.key(i + 2)) > 2 or len(c.key(i)) > 2:
        return None
    if sign == "." and _is_date(one, two):
        return _dotted(c, i, one, two)
    return None if sign == "." else _slashed(c, i, one, two)


def _is_date(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _year_first(c: Cursor, i: int, sign: str) -> Found[DayMonth]:
    month, day = c.number(i + 2), c.number(i + 4)
    if c.key(i + 3) != sign or not c.is_glued(i + 4) or month is None or day is None:
        return None
    return (DayMonth(day, month, c.number(i)), i + 5) if _is_date(day, month) else None


def _slashed(c: Cursor, i: int, one: int, two: int) -> Found[DayMonth]:
    """Read 5/7/2027 and 5-7-2027; the American order only where no other is possible."""
    k = i + 3
    year = c.number(k + 1)
    if c.key(k) == c.key(i + 1) and c.is_glued(k) and c.is_glued(k + 1) and year is not None:
        if len(c.key(k + 1)) not in (2, 4):
            return None
        year = century_of(year) if year < 100 else year
        if _is_date(one, two):
            return DayMonth(one, two, year), k + 2
        return (DayMonth(two, one, year), k + 2) if _is_date(two, one) else None
    is_led = c.key(i - 1) in _LEADS and c.key(i + 1) == "/"
    return (DayMonth(one, two), k) if is_led and _is_date(one, two) else None


def _dotted(c: Cursor, i: int, one: int, two: int) -> Found[DayMonth]:
    k = i + 3
    if c.key(k) != ".":
        return _without_last_dot(c, i, DayMonth(one, two))
    year = c.token(k + 1)
    if year.number is not None and len(year.key) == 4:
        return DayMonth(one, two, year.number), k + 2
    if year.number is not None and len(year.key) == 2 and year.is_glued:
        is_chain = c.key(k + 2) == "." and c.is_glued(k + 2) and c.is_glued(k + 3)
        if c.key(k + 2) != "uhr" and not is_chain:
            return DayMonth(one, two, century_of(year.number)), k + 2
    later = year_after(c, k + 1)
    return (
        (DayMonth(one, two), k + 1) if later is None else (DayMonth(one, two, later[0]), later[1])
    )


def _without_last_dot(c: Cursor, i: int, said: DayMonth) -> Found[DayMonth]:
    """Read "10.10" as a date; "2.5" may be anything unless something else says so."""
    k = i + 3
    following = c.token(k)
    is_led = c.key(i - 1) in _LEADS or (c.key(k) in ("bis", "-") and c.number(k + 1) is not None)
    is_sure = is_led or len(c.key(i)) == len(c.key(i + 2)) == 2 and c.number(i - 1) is None
    goes_on = following.is_glued and (following.key[:1].isalnum() or following.key == ":")
    if not is_sure or goes_on or c.counts(k) or following.key in ("uhr", "h"):
        return None
    if following.key == "," and following.is_glued and c.is_glued(k + 1) and c.number(k + 1):
        return None
    if c.key(i - 1) in ("um", "gegen"):
        return None
    year = year_after(c, k)
    return (said, k) if year is None else (replace(said, year=year[0]), year[1])


def _with_name(c: Cursor, i: int) -> Found[DayMonth]:
    number = c.ordinal(i) or _cardinal(c, i)
    if number is not None:
        j = number[1]
        if c.key(j) in _COUNTED_DAYS:
            # "10 Tage im Oktober" are no 10 October.
            return None
        if c.words.units.get(c.key(j)) == "day" or c.key(j) == "des":
            j = c.skip(j + 1, ("des", "im", "in", "monats"))
        found = month_name(c, j)
        return None if found is None else _and_year(c, number[0], found[0], found[1])
    found = month_name(c, i)
    # "Im Oktober 18" is an age, a price or a number of people.
    if found is None or c.key(i - 1) in ("im", "in"):
        return None
    month, j = found
    if near_short_year(c, j) is not None:
        return None
    number = c.ordinal(j) or _plain_number(c, j)
    if number is None or month_name(c, number[1]) is not None:
        return None
    return _and_year(c, number[0], month, number[1])


def _plain_number(c: Cursor, j: int) -> Found[int]:
    found = _cardinal(c, j)
    following = c.token(j + 1)
    if found is None or following.key in ("uhr", "h", "/") or c.counts(j + 1):
        return None
    is_more = following.key in (":", ".") and following.is_glued and c.number(j + 2) is not None
    return None if is_more else found


def _cardinal(c: Cursor, i: int) -> Found[int]:
    """Read "am elf Juli", "Juli 11"; spelled smaller numbers rather count something."""
    number = c.number(i)
    if number is not None:
        return (number, i + 1) if len(c.key(i)) <= 2 else None
    number = c.words.cardinals.get(c.key(i), 0)
    return (number, i + 1) if number >= _LEAST_SPELLED else None


def _and_year(c: Cursor, day: int, month: int, j: int) -> Found[DayMonth]:
    if not 1 <= day <= 31:
        return None
    year = year_after(c, j) or short_year(c, j)
    if year is None:
        return DayMonth(day, month), j
    return DayMonth(day, month, year[0]), year[1]
