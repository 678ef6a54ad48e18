"""Parts of a period: "Anfang Mai", "Mitte des Jahres", "Monatsende", "zweite Hälfte Juli"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.dates.calendar.almanac import DAY, add_months, start_of
from bot.dates.calendar.values import Stretch, Value, change, days, unit_at, yearly
from bot.dates.period_rules.units import bare_unit, rest_of
from bot.dates.period_rules.years import year_after
from bot.dates.tokens.cursor import Cursor, Found

ARTICLES = ("der", "die", "das", "den", "dem", "des", "im", "in", "am", "vom", "von", "zu", "zum")
_JOINTS = ("bis", "-", "/", "oder")
_COURSE = ("laufe", "lauf", "verlauf", "verlaufe")
_THIRDS = {1: "start", 2: "middle", 3: "end"}
_HALVES = {1: "first half", 2: "second half"}
_JOINED_UNITS = {"monats": "month", "jahres": "year", "quartals": "quarter", "wochen": "week"}
Period = Callable[[Cursor, int], Found[Value]]


def part(c: Cursor, i: int, period: Period) -> Found[Value]:
    """Read a part of what ``period`` reads."""
    return _joined(c, i) or _half_of_month(c, i) or _some(c, i, period) or _rest(c, i, period)


def _some(c: Cursor, i: int, period: Period) -> Found[Value]:
    which = _which(c, i)
    if which is None:
        return None
    first, j = which
    last = first
    # "Anfang bis Mitte Mai", "Mitte/Ende Juli"
    second = _which(c, j + 1) if c.key(j) in _JOINTS else None
    if second is not None:
        last, j = second
    k = c.skip(j, ARTICLES)
    found = period(c, k) or bare_unit(c, k)
    if found is None:
        return None

    def cut(whole: Stretch) -> Stretch:
        found = days(part_of(whole, first).day, part_of(whole, last).after)
        return replace(found, is_vague=True)

    return change(found[0], cut), found[1]


def _which(c: Cursor, i: int) -> Found[str]:
    word = c.key(i)
    if word in c.words.parts:
        return c.words.parts[word], i + 1
    if word in ("frueh", "spaet") and c.key(i + 1) in ("im", "in"):
        return "start" if word == "frueh" else "end", i + 1
    ordinal = c.ordinal(i)
    if ordinal is None:
        return None
    number, j = ordinal
    if c.key(j) in ("haelfte", "monatshaelfte") and number in _HALVES:
        return _HALVES[number], j + 1
    if c.key(j) == "drittel" and number in _THIRDS:
        return _THIRDS[number], j + 1
    return None


def _rest(c: Cursor, i: int, period: Period) -> Found[Value]:
    """Read "Rest der Woche", "später in diesem Jahr", "im Laufe des Jahres"."""
    j = c.skip(i + 1, ARTICLES)
    if j == i + 1 or c.key(i) not in (*_COURSE, "rest", "spaeter"):
        return None
    found = bare_unit(c, j) or period(c, j)
    if found is None or c.key(i) in _COURSE:
        return found
    return rest_of(c, found[0]), found[1]


def _joined(c: Cursor, i: int) -> Found[Value]:
    """Read "Monatsende", "Jahresbeginn 2027", "Wochenmitte"."""
    word = c.key(i)
    stem = next((stem for stem in _JOINED_UNITS if word.startswith(stem)), None)
    which = None if stem is None else c.words.parts.get(word[len(stem) :])
    if stem is None or which is None or word == "wochenende":
        return None
    name = _JOINED_UNITS[stem]
    named = year_after(c, i + 1) if name == "year" else None
    if named is not None:
        return part_of(unit_at("year", date(named[0], 1, 1)), which), named[1]
    found = part_of(unit_at(name, start_of(name, c.moment.today)), which)
    if found.after <= c.moment.today:
        current = unit_at(name, start_of(name, c.moment.today))
        found = part_of(unit_at(name, current.after), which)
    return found, i + 1


def _half_of_month(c: Cursor, i: int) -> Found[Value]:
    """Read "zweite Julihälfte"."""
    ordinal = c.ordinal(i)
    if ordinal is None or ordinal[0] not in _HALVES:
        return None
    word = c.key(ordinal[1])
    month = c.words.months.get(word.removesuffix("haelfte")) if word.endswith("haelfte") else None
    if month is None:
        return None
    number, which = month, _HALVES[ordinal[0]]
    value = yearly(lambda year: part_of(unit_at("month", date(year, number, 1)), which))
    year = year_after(c, ordinal[1] + 1)
    stretch = None if year is None else value.at(year[0])
    return (value, ordinal[1] + 1) if year is None or stretch is None else (stretch, year[1])


def part_of(whole: Stretch, which: str) -> Stretch:
    """Return the start, middle, end or a half of a period in the usual sense of its unit."""
    first, after = whole.day, whole.after
    if which.endswith("half"):
        middle = first + (after - first) // 2
        if whole.grain == "year":
            middle = add_months(first, 6)
        elif whole.grain == "month":
            middle = first + 15 * DAY
        half = days(first, middle) if which == "first half" else days(middle, after)
        return replace(half, is_vague=True)
    return replace(days(*_cuts(whole)[which]), is_vague=True)


def _cuts(whole: Stretch) -> dict[str, tuple[date, date]]:
    first, after = whole.day, whole.after
    grain = whole.grain if whole.is_point else ""
    if not whole.names_day:
        raise ValueError(whole)
    if grain == "day" or (after - first).days < len(_THIRDS):
        return dict.fromkeys(_THIRDS.values(), (first, after))
    if grain == "week":
        wednesday, friday = first + 2 * DAY, first + 4 * DAY
        return {
            "start": (first, wednesday),
            "middle": (wednesday, wednesday + DAY),
            "end": (friday, after),
        }
    if grain == "month":
        one, two = first + 10 * DAY, first + 20 * DAY
    elif grain == "quarter":
        one, two = add_months(first, 1), add_months(first, 2)
    elif grain == "year":
        start, end = add_months(first, 3), add_months(first, 9)
        middle = add_months(first, 4), add_months(first, 8)
        return {"start": (first, start), "middle": middle, "end": (end, after)}
    else:
        third = (after - first) // 3
        one, two = first + third, after - third
    return {"start": (first, one), "middle": (one, two), "end": (two, after)}
