"""The n-th weekday: "erster Montag im Oktober", "dritter Dienstag nach Weihnachten 2014"."""

from __future__ import annotations

from datetime import date

from bot.dates.calendar.almanac import DAY, WEEK
from bot.dates.calendar.values import Stretch, Value, change, resolve, unit_at
from bot.dates.day_rules.weekdays import weekday_name
from bot.dates.period_rules.counted import nth
from bot.dates.period_rules.parts import ARTICLES
from bot.dates.period_rules.periods import period
from bot.dates.period_rules.rounds import feast_name, which_round
from bot.dates.period_rules.units import bare_unit
from bot.dates.tokens.cursor import Cursor, Found


def nth_weekday(c: Cursor, i: int) -> Found[Value]:
    """Read the n-th weekday of a period, or before or after a feast day."""
    count = nth(c, i)
    named = None if count is None else weekday_name(c, count[1])
    if count is None or named is None:
        return None
    number, (wanted, k) = count[0], named
    m = c.skip(k + 1, ARTICLES)
    if c.key(k) in ("nach", "vor") and number > 0:
        feast = which_round(c, m, feast_name)
        anchor = None if feast is None else resolve(feast[0], c.moment.today)
        if feast is None or anchor is None:
            return None
        return unit_at("day", _beside(anchor.day, wanted, number, c.key(k))), feast[1]
    m = c.skip(k, ARTICLES)
    is_led = m > k or c.key(m) in c.words.relative
    whole = (period(c, m) or bare_unit(c, m)) if is_led else None
    if whole is None:
        return None
    return change(whole[0], lambda stretch: _in(stretch, wanted, number)), whole[1]


def _in(whole: Stretch, wanted: int, number: int) -> Stretch | None:
    if number > 0:
        found = whole.day + (wanted - whole.day.weekday()) % 7 * DAY + (number - 1) * WEEK
    else:
        last = whole.after - DAY
        found = last - (last.weekday() - wanted) % 7 * DAY + (number + 1) * WEEK
    return unit_at("day", found) if whole.day <= found < whole.after else None


def _beside(anchor: date, wanted: int, number: int, side: str) -> date:
    if side == "nach":
        return anchor + ((wanted - anchor.weekday() - 1) % 7 + 1) * DAY + (number - 1) * WEEK
    return anchor - ((anchor.weekday() - wanted - 1) % 7 + 1) * DAY - (number - 1) * WEEK
