"""Feast days and days behind their year: "Ostern 2027", "letztes Weihnachten", "2027 am 5. Mai"."""

from __future__ import annotations

from dataclasses import replace

from bot.dates.calendar.values import Value
from bot.dates.day_rules.calendar_days import day_month
from bot.dates.day_rules.weekdays import BEFORE_DAY
from bot.dates.period_rules.rounds import feast_name, which_round
from bot.dates.period_rules.years import any_year, near_short_year, relative_year
from bot.dates.tokens.cursor import Cursor, Found


def feast_day(c: Cursor, i: int) -> Found[Value]:
    """Read a feast day: "Pfingsten", "Weihnachten 27"."""
    return which_round(c, i, feast_name, short=near_short_year)


def day_of_year(c: Cursor, i: int) -> Found[Value]:
    """Read a day and month behind its year: "nächstes Jahr am 5. Mai"."""
    year = relative_year(c, i) or any_year(c, i)
    if year is None:
        return None
    j = c.skip(year[1], BEFORE_DAY)
    said = day_month(c, j) if j > year[1] else None
    if said is None or said[0].year is not None:
        return None
    return replace(said[0], year=year[0]).value(c.moment.today), said[1]
