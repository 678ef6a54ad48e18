"""Units beside the current one: "nächste Woche", "letztes Quartal", "die nächsten drei Monate"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.dates.calendar.almanac import DAY, shifted, start_of
from bot.dates.calendar.values import Stretch, Value, days, unit_at
from bot.dates.tokens.cursor import Cursor, Found

WHOLE = ("ganze", "ganzen", "ganzes", "gesamte", "gesamten", "gesamtes", "komplette", "kompletten")
_REST = ("restliche", "restlichen", "restliches", "verbleibende", "verbleibenden")
_CALENDAR = ("week", "month", "quarter", "half", "year")
_CLOCK = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
}
# Forms that name several of them.
_PLURALS = ("wochen", "wo", "monate", "monaten", "quartale", "quartalen", "halbjahre", "halbjahren",
            "jahre", "jahren", "tage", "tagen", "stunden", "minuten", "sekunden")  # fmt: skip


def unit(c: Cursor, i: int) -> Found[Value]:
    """Read units by their place beside the current one."""
    return _few(c, i) or _one(c, i) or _remaining(c, i)


def bare_unit(c: Cursor, i: int) -> Found[Value]:
    """Read "Woche", "Monats" as the current one; only for "Ende der Woche", "Rest des Monats"."""
    name = c.words.units.get(c.key(i))
    if name in (*_CALENDAR, "day") and c.key(i) not in _PLURALS:
        return unit_at(name, start_of(name, c.moment.today)), i + 1
    return None


def _one(c: Cursor, i: int) -> Found[Value]:
    offset = c.words.relative.get(c.key(i))
    if offset is None:
        return None
    j = c.skip(i + 1, WHOLE)
    name = c.words.units.get(c.key(j))
    if name is None or c.key(j) in _PLURALS:
        return None
    today = c.moment.today
    if name in _CALENDAR:
        return unit_at(name, shifted(name, start_of(name, today), offset)), j + 1
    if name == "decade":
        first = today.year // 10 * 10 + 10 * offset
        return days(date(first, 1, 1), date(first + 10, 1, 1), "year"), j + 1
    if name == "day":
        # "An diesem Tag" and "der letzte Tag" hang on something else that was said.
        return (unit_at("day", today + offset * DAY), j + 1) if offset > 0 else None
    first_moment = _floor(c.moment.now, name) + offset * _CLOCK[name]
    return Stretch(first_moment, first_moment + _CLOCK[name], name, names_day=False), j + 1


def _remaining(c: Cursor, i: int) -> Found[Value]:
    """Read "die restliche Woche"; "das ganze Jahr" only tells how long something takes."""
    found = bare_unit(c, i + 1) if c.key(i) in _REST else None
    return None if found is None else (rest_of(c, found[0]), found[1])


def rest_of(c: Cursor, value: Value) -> Stretch:
    """Return what is left of a period from today on."""
    today = c.moment.today
    whole = value if isinstance(value, Stretch) else value.upcoming(today)
    if whole is None or whole.after <= today:
        raise ValueError(value)
    return replace(days(max(today, whole.day), whole.after), is_vague=True)


def _few(c: Cursor, i: int) -> Found[Value]:
    """Read "nächsten drei Wochen", "drei nächsten Wochen": whole units, without the current one."""
    offset = c.words.relative.get(c.key(i))
    number = c.cardinal(i if offset is None else i + 1)
    if number is None:
        return None
    count, j = number
    if offset is None:
        offset = c.words.relative.get(c.key(j))
        j += 1
    name = c.words.units.get(c.key(j))
    if offset not in (-1, 1) or name is None or count != int(count) or not 1 <= count <= 9999:
        return None
    return _beside(c.moment.now, name, int(count), offset), j + 1


def _beside(now: datetime, name: str, count: int, side: int) -> Stretch:
    if name in _CLOCK:
        length = _CLOCK[name]
        start = _floor(now, name)
        first = start - count * length if side < 0 else start + length
        return Stretch(first, first + count * length, name, is_point=False, names_day=False)
    if name == "decade":
        name, count = "year", count * 10
    one = shifted(name, start_of(name, now.date()), -count if side < 0 else 1)
    return days(one, shifted(name, one, count), "month" if name == "half" else name)


def _floor(now: datetime, name: str) -> datetime:
    if name == "hour":
        return now.replace(minute=0, second=0)
    return now.replace(second=0) if name == "minute" else now
