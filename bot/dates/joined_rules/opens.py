"""Times with one end: "bis Ende März", "ab 2027", "vor 11 Uhr", "seit Montag"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.dates.calendar.values import Open, Stretch, at_midnight, resolve
from bot.dates.clock_rules.clocks import expected_clock
from bot.dates.joined_rules.lengths import length
from bot.dates.joined_rules.moments import Timed, day_with_part, simple
from bot.dates.tokens.cursor import Cursor, Found, remembered

_SKIP = ("zum", "zur", "zu", "den", "dem", "der", "die", "des", "einschliesslich", "inklusive",
         "inkl", "spaetestens", "ab", "am", "um", "in", "im", "ca", "circa", "etwa",
         "ueber")  # fmt: skip
_UNTIL = ("bis", "spaetestens")
_SINCE = ("ab", "seit", "fruehestens", "fruehstens")
_SIDES = (*_UNTIL, *_SINCE, "vor", "nach")


@remembered
def open_end(c: Cursor, i: int) -> Found[Open | Stretch]:
    """Read a time of which only one end is named."""
    for rule in (_within, _more_or_less, _day_with_side, _side, _from_on, _behind):
        found = rule(c, i)
        if found is not None:
            return found
    return None


def _within(c: Cursor, i: int) -> Found[Open | Stretch]:
    """Read "innerhalb von zwei Wochen", "binnen 3 Tagen", "innerhalb der nächsten 5 Tage"."""
    if c.key(i) not in ("innerhalb", "binnen"):
        return None
    found = length(c, c.skip(i + 1, ("von", "der", "naechsten", "kommenden")))
    if found is None:
        return None
    amount, j = found
    now = c.moment.now
    end = at_midnight(amount.beside(now.date()))
    if not amount.is_calendar:
        end = c.moment.elapsed(timedelta(seconds=amount.seconds))
    value = Stretch(now, end, "second", is_point=False, names_day=amount.is_calendar)
    return replace(value, is_vague=True), j


def _more_or_less(c: Cursor, i: int) -> Found[Open | Stretch]:
    """Read "in weniger als zwei Wochen", "vor mehr als drei Jahren"."""
    word, amount = c.key(i), c.key(i + 1)
    if word not in ("in", "vor") or amount not in ("weniger", "mehr") or c.key(i + 2) != "als":
        return None
    found = length(c, i + 3)
    if found is None or not found[0].is_calendar:
        return None
    today = at_midnight(c.moment.today)
    there = at_midnight(found[0].beside(c.moment.today, 1 if word == "in" else -1))
    value: Open | Stretch
    if amount == "mehr":
        value = Open(there, None, "day") if word == "in" else Open(None, there, "day")
    else:
        value = Stretch(min(today, there), max(today, there), "day", is_point=False)
        value = replace(value, is_vague=True)
    return value, found[1]


def _side(c: Cursor, i: int) -> Found[Open | Stretch]:
    """Read "bis …", "ab …", "vor …", "nach …", "seit …", "nicht vor …"."""
    word, j = c.key(i), i + 1
    if word == "nicht" and c.key(j) == "vor":
        word, j = "ab", j + 1
    if word not in _SIDES:
        return None
    if word == "seit":
        amount = length(c, c.skip(j, ("den", "der", "letzten")))
        if amount is not None and amount[0].is_calendar:
            first = amount[0].beside(c.moment.today, -1)
            return Open(at_midnight(first), None, "day"), amount[1]
    k = c.skip(j, _SKIP)
    found = simple(c, k) or _hour_of_part(c, k)
    if found is None:
        return None
    target, end = found
    stretch = _past(c, target) if word == "seit" else target.at(c.moment)
    if stretch is None:
        return None
    if word == "ab":
        duration = _for_days(c, end, stretch)
        if duration is not None:
            return duration
    is_event = c.key(k) in c.words.school_holidays or c.key(k) in c.words.seasons
    return _one_sided(stretch, word, is_time=target.clock is not None, is_event=is_event), end


def _hour_of_part(c: Cursor, k: int) -> Found[Timed]:
    """Read the "11 am Vormittag" of "bis 11 am Vormittag"."""
    found = expected_clock(c, k)
    return None if found is None or found[0].part is None else (Timed(clock=found[0]), found[1])


def _one_sided(stretch: Stretch, word: str, *, is_time: bool, is_event: bool = False) -> Open:
    """Return the open time: "bis Mai" holds May, "bis zu den Ferien" ends as they begin."""
    first, until = stretch.first, stretch.until
    grain, names_day = stretch.grain, stretch.names_day
    if word in _UNTIL:
        end = first if is_time or is_event else until
        return Open(None, end, grain, names_day)
    if word == "vor":
        return Open(None, first, grain, names_day)
    if word == "nach":
        return Open(first if is_time else until, None, grain, names_day)
    return Open(first, None, grain, names_day)


def _past(c: Cursor, target: Timed) -> Stretch | None:
    """Return the round that has begun: "seit Montag" looks back."""
    if target.day is None or isinstance(target.day, Stretch):
        return target.at(c.moment)
    found = target.day.until(c.moment.today)
    return None if found is None else target.on(found, c.moment)


def _for_days(c: Cursor, j: int, start: Stretch) -> Found[Open | Stretch]:
    """Read the rest of "ab dem 3. Mai für fünf Tage"."""
    j = c.skip(j, ("an",))
    found = length(c, j + 1) if c.key(j) == "fuer" and start.names_day else None
    if found is None or not found[0].is_calendar:
        return None
    until = at_midnight(found[0].beside(start.day))
    return Stretch(start.first, until, "day", is_point=False), found[1]


def _from_on(c: Cursor, i: int) -> Found[Open | Stretch]:
    """Read "von Montag an", "vom 1. Mai an für drei Tage"."""
    if c.key(i) not in ("von", "vom"):
        return None
    found = simple(c, c.skip(i + 1, _SKIP))
    if found is None or c.key(found[1]) not in ("an", "ab"):
        return None
    stretch = found[0].at(c.moment)
    if stretch is None:
        return None
    duration = _for_days(c, found[1], stretch)
    if duration is not None:
        return duration
    return Open(stretch.first, None, stretch.grain, stretch.names_day), found[1] + 1


def _behind(c: Cursor, i: int) -> Found[Open | Stretch]:
    """Read "11 Uhr spätestens", "Montag frühestens"."""
    found = simple(c, i)
    word = "" if found is None else c.key(found[1])
    if found is None or word not in ("spaetestens", "fruehestens", "fruehstens"):
        return None
    stretch = found[0].at(c.moment)
    if stretch is None:
        return None
    return _one_sided(stretch, word, is_time=found[0].clock is not None), found[1] + 1


def _day_with_side(c: Cursor, i: int) -> Found[Open | Stretch]:
    """Read "heute nach 15 Uhr", "Freitag ab neun", "heute Abend bis 23 Uhr"."""
    found = day_with_part(c, i)
    if found is None or found[0].day is None:
        return None
    day, j = found[0], c.skip(found[1], (",",))
    when = expected_clock(c, c.skip(j + 1, ("zu",))) if c.key(j) in _SIDES else None
    whole = None if day.day is None else resolve(day.day, c.moment.today)
    if when is None or whole is None or whole.grain != "day":
        return None
    stretch = replace(day, clock=when[0]).on(whole, c.moment)
    return _one_sided(stretch, c.key(j), is_time=True), when[1]
