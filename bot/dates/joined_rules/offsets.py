"""Distances: "in drei Wochen", "vor zwei Jahren", "zwei Tage nach Ostern", "Montag in 14 Tagen"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.dates.calendar.almanac import DAY, WEEK, monday_of
from bot.dates.calendar.values import Stretch, Value, change, days, resolve, unit_at
from bot.dates.clock_rules.clocks import unit_of_time
from bot.dates.day_rules.days import day
from bot.dates.day_rules.weekdays import weekday_name
from bot.dates.joined_rules.lengths import Length, length
from bot.dates.period_rules.parts import ARTICLES
from bot.dates.period_rules.periods import period
from bot.dates.period_rules.weekends import WEEKEND_WORDS, weekend_of
from bot.dates.tokens.cursor import Cursor, Found, remembered

_SIDES = {"in": 1, "nach": 1, "vor": -1}


@remembered
def offset(c: Cursor, i: int) -> Found[Value]:
    """Read a time by its distance from now, from a day or from a period."""
    for rule in (_in_weeks, _between, _from_now, _from_day, _unit_beside, _day_shifted):
        found = rule(c, i)
        if found is not None:
            return found
    return None


def _from_now(c: Cursor, i: int) -> Found[Value]:
    """Read "in 3 Tagen", "vor zwei Jahren", "zwei Wochen her", "zwei Stunden ab jetzt"."""
    sign = _SIDES.get(c.key(i))
    found = length(c, i if sign is None else i + 1)
    if found is None:
        return None
    amount, j = found
    if c.key(i) == "nach" and amount.is_calendar:
        # "Nach drei Wochen" counts from something that was told.
        return None
    if sign is not None:
        has_start = sign > 0 and c.key(j) == "ab" and c.key(j + 1) == "heute"
        return at_distance(c, amount, sign), j + 2 if has_start else j
    # "Später", "vorher" and "danach" hang on something else that was said.
    if c.key(j) == "her":
        return at_distance(c, amount, -1), j + 1
    if c.key(j) in ("ab", "von") and (c.key(j + 1) == "heute" or c.key(j + 1) in c.words.now):
        return at_distance(c, amount, 1), c.skip(j + 2, ("an", "aus"))
    return None


def at_distance(c: Cursor, amount: Length, sign: int) -> Stretch:
    """Return the day or the moment that lies ``amount`` from now."""
    if amount.is_calendar:
        return unit_at("day", amount.beside(c.moment.today, sign))
    moment = c.moment.elapsed(sign * timedelta(seconds=amount.seconds))
    moved = amount.beside(moment.date(), sign)
    moment = moment.replace(year=moved.year, month=moved.month, day=moved.day)
    grain = "minute" if amount.unit == "hour" and amount.is_round else "second"
    return unit_of_time(moment, grain, names_day=False)


def _between(c: Cursor, i: int) -> Found[Value]:
    """Read "in zwei bis drei Wochen"."""
    if c.key(i) != "in":
        return None
    number = c.cardinal(i + 1)
    if number is None or c.key(number[1]) not in ("bis", "-", "oder"):
        return None
    found = length(c, number[1] + 1)
    if found is None or not found[0].is_calendar:
        return None
    last = found[0].beside(c.moment.today)
    count = c.cardinal(number[1] + 1)
    if count is None or not 0 < number[0] < count[0]:
        return None
    share = number[0] / count[0]
    first = Length(round(found[0].months * share), round(found[0].days * share))
    value = days(first.beside(c.moment.today), last + DAY)
    return replace(value, is_vague=True), found[1]


def _from_day(c: Cursor, i: int) -> Found[Value]:
    """Read "zwei Wochen vor dem 12.7.", "ein Jahr nach Weihnachten", "fünf Tage ab Montag"."""
    found = length(c, i)
    if found is None or not found[0].is_calendar or c.key(found[1]) not in ("vor", "nach", "ab"):
        return None
    amount, j = found
    anchor = _anchor(c, j + 1)
    if anchor is None:
        return None
    value, k = anchor
    if c.key(j) == "ab":
        return change(value, lambda start: days(start.day, amount.beside(start.day))), k
    sign = _SIDES[c.key(j)]

    def shifted(start: Stretch) -> Stretch:
        origin = start.day if sign < 0 or start.is_point else start.after
        return unit_at("day", amount.beside(origin, sign))

    return change(value, shifted), k


def _anchor(c: Cursor, i: int) -> Found[Value]:
    k = c.skip(i, (*ARTICLES, "beginn", "anfang", "start"))
    return day(c, k) or period(c, k)


def _unit_beside(c: Cursor, i: int) -> Found[Value]:
    """Read "Tag nach Ostern", "Woche vor Pfingsten", "Wochenende um den 12.7."."""
    is_weekend = c.key(i) in WEEKEND_WORDS
    name = "day" if c.key(i) == "brueckentag" else c.words.units.get(c.key(i))
    side = c.key(i + 1)
    if not is_weekend and c.key(i) not in ("tag", "tages", "woche", "brueckentag"):
        return None
    if side not in ("vor", "nach", "um", "vom", "ab") or (name == "day" and side not in _SIDES):
        return None
    anchor = _anchor(c, i + 2)
    if anchor is None or c.key(i + 2) == "der" and name == "week":
        return None

    def beside(start: Stretch) -> Stretch:
        if name == "day":
            return unit_at("day", start.after if side == "nach" else start.day - DAY)
        if is_weekend:
            return weekend_of(_weekend_beside(start, side))
        return unit_at("week", _week_beside(start, side))

    return change(anchor[0], beside), anchor[1]


def _week_beside(start: Stretch, side: str) -> date:
    """Return a day of the week before, after or around; a Sunday ends the week before it."""
    if side == "nach":
        return monday_of(start.after + 6 * DAY)
    if side == "vor":
        return (
            monday_of(start.day - DAY) if start.day.weekday() == 6 else monday_of(start.day) - WEEK
        )
    return monday_of(start.day)


def _weekend_beside(start: Stretch, side: str) -> date:
    """Return a day of the nearest weekend wholly before or after, or of the one around."""
    if side == "nach":
        return start.after + DAY if start.after.weekday() == 6 else start.after
    if side == "vor":
        last = start.day - 2 * DAY
        return last if last.weekday() >= 5 else last - WEEK
    return start.day


def _day_shifted(c: Cursor, i: int) -> Found[Value]:
    """Read "heute in einer Woche", "Montag in 14 Tagen", "Wochenende in drei Wochen"."""
    is_weekend = c.key(i) in WEEKEND_WORDS
    found = (unit_at("day", c.moment.today), i + 1) if is_weekend else day(c, i)
    if found is None or c.key(found[1]) not in ("in", "vor"):
        return None
    value, j = found
    amount = length(c, j + 1)
    anchor = resolve(value, c.moment.today)
    if amount is None or anchor is None or not amount[0].is_calendar:
        return None
    there = amount[0].beside(anchor.day, _SIDES[c.key(j)])
    return weekend_of(there) if is_weekend else unit_at("day", there), amount[1]


def _in_weeks(c: Cursor, i: int) -> Found[Value]:
    """Read "in zwei Wochen am Montag": the weekday of the week that far away."""
    found = length(c, i + 1) if c.key(i) in ("in", "vor") else None
    if found is None or found[0].unit != "week":
        return None
    named = weekday_name(c, c.skip(found[1], ("am", "den")))
    if named is None:
        return None
    there = found[0].beside(c.moment.today, _SIDES[c.key(i)])
    return unit_at("day", monday_of(there) + named[0] * DAY), named[1]
