"""Weekends, Saturday and Sunday: "am Wochenende", "Wochenende in KW 30"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.dates.calendar.almanac import DAY, WEEK, monday_of
from bot.dates.calendar.values import Cycle, Stretch, Value, days
from bot.dates.period_rules.parts import ARTICLES
from bot.dates.tokens.cursor import Cursor, Found

WEEKEND_WORDS = ("wochenende", "wochenend", "wochenendes", "we")
# "Kommendes Wochenende" is the next to come, "nächstes" is that of next week.
_COMING = ("kommend", "folgend", "anstehend", "bevorstehend")
_EVERY_WEEKEND = Cycle(
    lambda week: days(date.fromordinal(week * 7 + 6), date.fromordinal(week * 7 + 8)),
    lambda day: day.toordinal() // 7,
)


def weekend_of(day: date) -> Stretch:
    """Return Saturday and Sunday of the week that holds ``day``."""
    saturday = monday_of(day) + 5 * DAY
    return days(saturday, saturday + 2 * DAY)


def weekend(c: Cursor, i: int, period: Callable[[Cursor, int], Found[Value]]) -> Found[Value]:
    """Read one weekend; ``period`` reads the week it may belong to."""
    offset = c.words.relative.get(c.key(i))
    j = i if offset is None else i + 1
    if c.key(j) not in WEEKEND_WORDS:
        return None
    if c.key(j) == "we" and offset is None and c.key(i - 1) != "am":
        return None
    if offset is None:
        week = period(c, c.skip(j + 1, ARTICLES))
        if week is not None and isinstance(week[0], Stretch) and week[0].grain == "week":
            return weekend_of(week[0].day), week[1]
        return _EVERY_WEEKEND, j + 1
    if c.key(i).startswith(_COMING):
        offset = 0
    return weekend_of(monday_of(c.moment.today) + offset * WEEK), j + 1
