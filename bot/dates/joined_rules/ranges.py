"""From one time to another: "vom 3. bis 5. Mai", "Mai bis Juli 2027", "KW 12 bis 14"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dates.calendar.almanac import DAY, iso_week
from bot.dates.calendar.values import Stretch, Value, Yearly, days, resolve, unit_at
from bot.dates.day_rules.calendar_days import DayMonth, day_month
from bot.dates.day_rules.weekdays import weekday_name
from bot.dates.joined_rules.clock_ranges import GRAINS, clock_end, clock_range, from_to
from bot.dates.joined_rules.joints import joint, lead
from bot.dates.joined_rules.moments import Timed, next_time, simple
from bot.dates.period_rules.periods import period
from bot.dates.period_rules.weeks import WEEK_WORDS
from bot.dates.tokens.cursor import Cursor, Found, remembered


@remembered
def time_range(c: Cursor, i: int) -> Found[Stretch]:
    """Read a range."""
    rules = (clock_range, _day_numbers, _weeks, _any)
    found = [item for item in (rule(c, i) for rule in rules) if item is not None]
    return max(found, key=lambda item: item[1]) if found else None


def _day_numbers(c: Cursor, i: int) -> Found[Stretch]:
    """Read "3. bis 5. Mai", "14./15.10.", "13 - 15 Juli", "Juli 13-15", "5. Mai bis 8."."""
    word, j = lead(c, i)
    named = weekday_name(c, j)
    j = j if named is None else c.skip(named[1], (",", "den", "der", "dem"))
    number = c.ordinal(j) or _plain_number(c, j)
    k = None if number is None else joint(c, number[1], word)
    right = None if k is None else _with_weekday(c, k)
    if number is not None and right is not None:
        return _up_to(number[0], right[0], c.moment.today), right[1]
    return _from_day(c, j, word)


def _plain_number(c: Cursor, j: int) -> Found[int]:
    number = c.number(j)
    return None if number is None or len(c.key(j)) > 2 else (number, j + 1)


def _with_weekday(c: Cursor, k: int) -> Found[DayMonth]:
    named = weekday_name(c, k)
    return day_month(c, k if named is None else c.skip(named[1], (",", "den", "der", "dem")))


def _up_to(number: int, right: DayMonth, today: date) -> Stretch:
    last = resolve(right.value(today), today)
    if last is None:
        raise ValueError(right)
    month = last.day.replace(day=1)
    # "28. bis 3. März": of the month before.
    first = (month if number <= last.day.day else month - DAY).replace(day=number)
    return days(first, last.after)


def _from_day(c: Cursor, j: int, word: str) -> Found[Stretch]:
    left = day_month(c, j)
    m = None if left is None else joint(c, left[1], word)
    if left is None or m is None or day_month(c, m) is not None:
        return None
    is_name_first = c.number(j) is None
    number = c.ordinal(m) or (_plain_number(c, m) if is_name_first else None)
    first = resolve(left[0].value(c.moment.today), c.moment.today)
    if number is None or first is None or not left[0].day < number[0] <= 31:
        return None
    return days(first.day, first.day.replace(day=number[0]) + DAY), number[1]


def _weeks(c: Cursor, i: int) -> Found[Stretch]:
    """Read "KW 12 bis 14", "KW 30/31"."""
    word, j = lead(c, i)
    if c.key(j) not in WEEK_WORDS:
        return None
    found = period(c, j)
    m = None if found is None else joint(c, found[1], word)
    number = None if m is None else c.number(m)
    first = None if found is None else resolve(found[0], c.moment.today)
    if m is None or number is None or first is None:
        return None
    last = iso_week(first.day.isocalendar().year, number)
    if last is None or last <= first.day:
        return None
    return days(first.day, unit_at("week", last).after, "week"), m + 1


def _any(c: Cursor, i: int) -> Found[Stretch]:
    """Read two times of any kind."""
    word, j = lead(c, i)
    left = simple(c, j)
    k = None if left is None else joint(c, left[1], word)
    right = None if k is None else simple(c, k)
    if left is None or right is None:
        return None
    is_slash = c.key(left[1]) == "/"
    if is_slash and (left[0].clock is not None or right[0].clock is not None):
        return None
    stretch = _between(c, left[0], right[0])
    return None if stretch is None else (stretch, right[1])


def _between(c: Cursor, left: Timed, right: Timed) -> Stretch | None:
    if left.day is None:
        if left.clock is None or right.clock is None:
            return None
        if right.day is None:
            start = next_time(left.clock, c.moment)
            return replace(from_to(start, right.clock, left.clock.grain), names_day=False)
        # "von 9 bis 11 Uhr am Donnerstag": the day belongs to both.
        left = replace(left, day=right.day)
    if left.day is None:
        return None
    if right.day is None:
        return _same_day(c, left, right)
    pair = meet(left.day, right.day, c.moment.today)
    if pair is None:
        return None
    start_stretch, end = left.on(pair[0], c.moment), right.on(pair[1], c.moment)
    until = clock_end(end.first, end.grain) if right.clock is not None else end.until
    if until <= start_stretch.first or not (start_stretch.names_day and end.names_day):
        return None
    grain = min(start_stretch.grain, end.grain, key=GRAINS.index)
    is_vague = start_stretch.is_vague or end.is_vague
    return Stretch(start_stretch.first, until, grain, is_point=False, is_vague=is_vague)


def _same_day(c: Cursor, left: Timed, right: Timed) -> Stretch | None:
    start = left.at(c.moment)
    if start is None:
        return None
    if right.clock is not None:
        return from_to(start.first, right.clock, start.grain)
    until = None if right.part is None else right.part.on(start.day).until
    if until is None or until <= start.first:
        return None
    return Stretch(start.first, until, "hour", is_point=False)


def meet(left: Value, right: Value, today: date) -> tuple[Stretch, Stretch] | None:
    """Return the rounds of both ends that belong together: the nearest range that is not over."""
    start: Stretch | None
    end: Stretch | None
    if isinstance(left, Stretch):
        start = left
        end = right if isinstance(right, Stretch) else right.since(left.day)
    elif isinstance(right, Stretch):
        start, end = left.until(right.day), right
    elif isinstance(left, Yearly) and isinstance(right, Yearly):
        end = right.upcoming(today)
        start = None if end is None else left.until(end.day)
    else:
        start = left.upcoming(today)
        end = None if start is None else right.since(start.day)
    return None if start is None or end is None else (start, end)
