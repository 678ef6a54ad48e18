"""Periods of a week or more: one rule for each kind, asked in turn."""

from __future__ import annotations

from bot.dates.calendar.values import Value, resolve
from bot.dates.period_rules.counted import counted_unit
from bot.dates.period_rules.eras import era
from bot.dates.period_rules.months import month
from bot.dates.period_rules.parts import part
from bot.dates.period_rules.quarters import quarter
from bot.dates.period_rules.rounds import feast_name, which_round
from bot.dates.period_rules.seasons import season
from bot.dates.period_rules.terms import school_term
from bot.dates.period_rules.units import unit
from bot.dates.period_rules.weekends import weekend
from bot.dates.period_rules.weeks import calendar_week
from bot.dates.tokens.cursor import Cursor, Found, remembered


@remembered
def period(c: Cursor, i: int) -> Found[Value]:
    """Read a period, a part of one or the n-th unit in one."""
    return counted_unit(c, i, _whole) or part(c, i, _countable) or _whole(c, i)


@remembered
def _countable(c: Cursor, i: int) -> Found[Value]:
    return counted_unit(c, i, _whole) or _whole(c, i)


@remembered
def _whole(c: Cursor, i: int) -> Found[Value]:
    return weekend(c, i, _named) or _named(c, i)


@remembered
def _named(c: Cursor, i: int) -> Found[Value]:
    for rule in (quarter, calendar_week, school_term, season, month, unit, _long_feast, era):
        found = rule(c, i)
        if found is not None:
            return found
    return None


def _long_feast(c: Cursor, i: int) -> Found[Value]:
    """Read what is named after a feast and lasts longer than a day: "Karwoche"."""
    found = which_round(c, i, feast_name)
    if found is None:
        return None
    stretch = resolve(found[0], c.moment.today)
    return None if stretch is None or stretch.is_point else found
