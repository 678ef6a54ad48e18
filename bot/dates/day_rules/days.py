"""Single days: one rule for each kind, asked in turn."""

from __future__ import annotations

from bot.dates.calendar.almanac import DAY
from bot.dates.calendar.values import Value, unit_at
from bot.dates.day_rules.calendar_days import day_month
from bot.dates.day_rules.feast_days import day_of_year, feast_day
from bot.dates.day_rules.month_days import month_day
from bot.dates.day_rules.nth_days import nth_weekday
from bot.dates.day_rules.weekdays import weekday, weekday_name
from bot.dates.tokens.cursor import Cursor, Found, remembered

# "Guten Morgen", "am Morgen", "jeden Morgen" are not tomorrow.
_NO_TOMORROW = ("guten", "gutem", "am", "schoenen", "jeden", "diesen")


@remembered
def day(c: Cursor, i: int) -> Found[Value]:
    """Read one day."""
    for rule in (nth_weekday, _date, day_of_year, month_day, weekday, _day_word, feast_day):
        found = rule(c, i)
        if found is not None:
            return found
    return None


def _date(c: Cursor, i: int) -> Found[Value]:
    """Read a date, also behind its weekday: "Freitag, den 18. Juli 2014"."""
    named = weekday_name(c, i)
    j = i if named is None else c.skip(named[1], (",", "den", "der", "dem", "am", "ab", "vom"))
    found = day_month(c, j)
    if found is None:
        return None
    said = found[0] if named is None else found[0].on(named[0])
    return said.value(c.moment.today), found[1]


def _day_word(c: Cursor, i: int) -> Found[Value]:
    """Read "heute", "übermorgen", "am morgigen Tag", "gestrigen Abend"."""
    offset = c.words.day_words.get(c.key(i))
    if offset is not None:
        if c.key(i) == "morgen" and c.key(i - 1) in _NO_TOMORROW:
            return None
        return unit_at("day", c.moment.today + offset * DAY), i + 1
    offset = c.words.day_adjectives.get(c.key(i))
    if offset is None:
        return None
    value = unit_at("day", c.moment.today + offset * DAY)
    if c.words.units.get(c.key(i + 1)) == "day" or c.key(i + 1) in c.words.weekdays:
        return value, i + 2
    return (value, i + 1) if c.key(i + 1) in c.words.day_parts else None
