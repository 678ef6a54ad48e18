"""The n-th unit in a period: "erste Woche im Oktober", "letztes Wochenende der Sommerferien"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.dates.calendar.almanac import DAY, WEEK, add_months, shifted
from bot.dates.calendar.values import Stretch, Value, change, days, unit_at, yearly
from bot.dates.period_rules.parts import ARTICLES
from bot.dates.period_rules.terms import holidays_of_season, holidays_of_week
from bot.dates.period_rules.units import bare_unit
from bot.dates.period_rules.weekends import WEEKEND_WORDS
from bot.dates.period_rules.years import year_after
from bot.dates.tokens.cursor import Cursor, Found

_UNITS = ("day", "week", "weekend", "month", "quarter")
_HOLIDAY_WEEKS = ("ferienwoche", "ferienwochen")
_MOST = 400
_WORKING_DAYS = 5 * DAY
Period = Callable[[Cursor, int], Found[Value]]


def nth(c: Cursor, i: int) -> Found[int]:
    """Read "erste", "dritter" (3), "letzte" (-1), "vorletzter" (-2)."""
    ordinal = c.ordinal(i)
    if ordinal is not None:
        return ordinal
    if c.key(i).startswith(("letzt", "vorletzt")):
        offset = c.words.relative.get(c.key(i))
        return None if offset is None else (offset, i + 1)
    return None


def counted_unit(c: Cursor, i: int, period: Period) -> Found[Value]:
    """Read the n-th or the first or last few units of what ``period`` reads."""
    count = nth(c, i)
    if count is None:
        return None
    number, j = count
    in_month = _week_of_month(c, number, j)
    if in_month is not None:
        return in_month
    few = c.cardinal(j)
    many, k = (int(few[0]), few[1]) if few is not None and few[0] >= 2 else (1, j)
    name = _unit(c, k)
    if name is None or abs(number) > _MOST or (many > 1 and abs(number) != 1):
        return None
    m = c.skip(k + 1, (*ARTICLES, "an"))
    is_named = c.key(k) in _HOLIDAY_WEEKS or c.key(m) in c.words.school_holidays
    is_led = m > k + 1 or is_named or c.key(m) in c.words.relative
    if not is_led:
        return None
    whole = (holidays_of_season(c, m) if c.key(k) in _HOLIDAY_WEEKS else None) or period(c, m)
    whole = whole or (bare_unit(c, m) if m > k + 1 else None)
    if whole is None:
        return None
    return change(whole[0], lambda stretch: _in(stretch, name, number, many)), whole[1]


def _unit(c: Cursor, k: int) -> str | None:
    word = c.key(k)
    if word in WEEKEND_WORDS:
        return "weekend"
    name = "week" if word in _HOLIDAY_WEEKS else c.words.units.get(word)
    return name if name in _UNITS else None


def _week_of_month(c: Cursor, number: int, j: int) -> Found[Value]:
    """Read the rest of "erste Juliwoche", "letztes Augustwochenende", "letzte Osterferienwoche"."""
    word = c.key(j)
    whole = holidays_of_week(c, j)
    if whole is not None:
        return change(whole[0], lambda stretch: _in(stretch, "week", number, 1)), whole[1]
    for suffix, name in (("wochenende", "weekend"), ("woche", "week")):
        month = c.words.months.get(word.removesuffix(suffix)) if word.endswith(suffix) else None
        if month is not None:
            known = month

            def at(year: int, unit: str = name, month: int = known) -> Stretch | None:
                return _in(unit_at("month", date(year, month, 1)), unit, number, 1)

            value = yearly(at)
            year = year_after(c, j + 1)
            stretch = None if year is None else value.at(year[0])
            return (value, j + 1) if year is None or stretch is None else (stretch, year[1])
    return None


def _in(whole: Stretch, name: str, number: int, many: int) -> Stretch | None:
    if whole.grain == "day" and whole.is_point:
        return None
    first, after = whole.day, whole.after
    if name == "weekend":
        saturday = _pick(_every(first + (5 - first.weekday()) % 7 * DAY, after, 7), number)
        return None if saturday is None else days(saturday, saturday + 2 * DAY)
    if name == "week":
        # A week counts where it begins; the last one must also end in the period, of holidays its
        # Friday: they end on a Saturday.
        needed = _WORKING_DAYS if whole.is_vague else WEEK
        starts = _every(first + -first.weekday() % 7 * DAY, after, 7)
        if number < 0:
            starts = [monday for monday in starts if monday + needed <= after] or starts
    elif name == "day":
        starts = _every(first, after, 1)
    else:
        starts = _months(first, after, 1 if name == "month" else 3)
    start = _pick(starts, number)
    if start is None or many == 1:
        return None if start is None else unit_at(name, start)
    if number < 0:
        start = shifted(name, start, 1 - many)
    return days(start, shifted(name, start, many), name)


def _every(first: date, after: date, step: int) -> list[date]:
    return [first + n * DAY for n in range(0, min((after - first).days, 10 * _MOST), step)]


def _months(first: date, after: date, step: int) -> list[date]:
    count = (after.year - first.year) * 12 + after.month - first.month
    starts = [add_months(first.replace(day=1), n) for n in range(0, min(count + 1, _MOST), step)]
    return [start for start in starts if start < after]


def _pick(starts: Sequence[date], number: int) -> date | None:
    index = number - 1 if number > 0 else number
    return starts[index] if -len(starts) <= index < len(starts) else None
