"""Weekdays: "nächsten Dienstag", "Mittwoch der übernächsten Woche", "KW 30 am Freitag"."""

from __future__ import annotations

from datetime import date

from bot.dates.calendar.almanac import DAY
from bot.dates.calendar.values import Cycle, Stretch, Value, resolve, unit_at
from bot.dates.clock_rules.clocks import clock
from bot.dates.clock_rules.day_parts import part_after_day
from bot.dates.day_rules.calendar_days import day_month
from bot.dates.period_rules.parts import ARTICLES
from bot.dates.period_rules.periods import period
from bot.dates.tokens.cursor import Cursor, Found, remembered

BEFORE_DAY = (*ARTICLES, ",", "an", "ueber")
_LEADS = ("am", "den", "ab", "bis", "-", "/", "von", "vom")
# Words of their own; they need the article or a capital to be a day.
_COMMON = ("so", "do")


def weekly(weekday: int) -> Cycle:
    """Return a weekday (Monday is 0); alone it never means today."""
    return Cycle(
        lambda week: unit_at("day", date.fromordinal(week * 7 + 1 + weekday)),
        lambda day: (day.toordinal() - 1) // 7,
        skips_today=True,
    )


@remembered
def weekday_name(c: Cursor, i: int) -> Found[int]:
    """Read a weekday; an abbreviation only where its dot or its place makes it one."""
    number = c.words.weekdays.get(c.key(i))
    if number is None:
        return None
    if c.key(i) not in c.words.short_weekdays:
        return number, i + 1
    has_dot = c.key(i + 1) == "." and c.is_glued(i + 1)
    j = i + 2 if has_dot else i + 1
    if i == 0 and j == len(c.tokens):
        # "FR" is a country.
        is_day = has_dot or (c.key(i) != "so" and not c.token(i).is_capital)
        return (number, j) if is_day else None
    before = c.key(i - 1)
    is_led = before in _LEADS or before in c.words.relative
    if is_led and (c.key(i) not in _COMMON or before == "am" or c.token(i).is_capital):
        return number, j
    k = c.skip(j, (",", "der", "den"))
    has_date = day_month(c, k) is not None and (has_dot or k > j or c.token(i).is_capital)
    goes_on = c.key(j) in ("-", "/", "bis") and c.key(j + 1) in c.words.weekdays
    return (number, j) if has_date or goes_on else None


def weekday(c: Cursor, i: int) -> Found[Value]:
    """Read a weekday and the words that say of which week."""
    offset = c.words.relative.get(c.key(i))
    found = weekday_name(c, i if offset is None else i + 1)
    if found is None:
        return _behind_week(c, i)
    value, j = weekly(found[0]), found[1]
    if c.key(j - 1).endswith("s") and not (part_after_day(c, j) or clock(c, j)):
        # "Freitags" alone is every Friday.
        return None
    if offset is not None:
        stretch = value.relative(c.moment.today, offset)
        return None if stretch is None else (stretch, j)
    week = period(c, c.skip(j, BEFORE_DAY))
    if week is not None and weekday_name(c, week[1]) is None:
        whole = _week(c, week[0])
        if whole is not None:
            return unit_at("day", whole.day + found[0] * DAY), week[1]
    if c.key(j) == "nach" and c.key(j + 1) == "dem" and c.words.relative.get(c.key(j + 2)) == 1:
        second = value.upcoming(c.moment.today, 2)
        return None if second is None else (second, j + 3)
    return value, j


def _behind_week(c: Cursor, i: int) -> Found[Value]:
    """Read "nächste Woche Montag"."""
    found = period(c, i)
    whole = None if found is None else _week(c, found[0])
    if found is None or whole is None:
        return None
    named = weekday_name(c, c.skip(found[1], BEFORE_DAY))
    return None if named is None else (unit_at("day", whole.day + named[0] * DAY), named[1])


def _week(c: Cursor, value: Value) -> Stretch | None:
    whole = resolve(value, c.moment.today)
    is_week = whole is not None and whole.grain == "week" and whole.is_point
    return whole if is_week else None
