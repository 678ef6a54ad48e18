"""From one time of day to another: "von 14 bis 16 Uhr", "Donnerstag 9:30 - 11:00"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.dates.calendar.almanac import DAY
from bot.dates.calendar.values import Stretch, Value, resolve
from bot.dates.clock_rules.clocks import Clock, clock, is_ambiguous, small_number
from bot.dates.clock_rules.day_parts import Part, part_after_day
from bot.dates.joined_rules.joints import joint, lead
from bot.dates.joined_rules.moments import any_day, day_with_part, next_time
from bot.dates.tokens.cursor import Cursor, Found

GRAINS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
Pair = tuple[Clock, Clock]


def clock_range(c: Cursor, i: int) -> Found[Stretch]:
    """Read a range of times of day, with its day before or behind it or without one."""
    return _behind_day(c, i) or _alone(c, i)


def _behind_day(c: Cursor, i: int) -> Found[Stretch]:
    """Read "heute Vormittag zwischen 9 und 11"."""
    found = day_with_part(c, i)
    whole = None if found is None or found[0].day is None else _one_day(c, found[0].day)
    if found is None or whole is None:
        return None
    pair = _pair(c, c.skip(found[1], (",",)), is_expected=True)
    return None if pair is None else (_on_day(whole.day, pair[0], found[0].part), pair[1])


def _alone(c: Cursor, i: int) -> Found[Stretch]:
    """Read "9:30 - 11:00", "zwischen 10 und 12 Uhr am Samstag"."""
    found = _pair(c, i, is_expected=False)
    if found is None:
        return None
    pair, j = found
    behind = any_day(c, c.skip(j, (",", "am", "den", "der", "dem")))
    whole = None if behind is None else _one_day(c, behind[0])
    if behind is not None and whole is not None:
        part = part_after_day(c, behind[1])
        end = behind[1] if part is None else part[1]
        return _on_day(whole.day, pair, None if part is None else part[0]), end
    if pair[0].part or pair[1].part:
        return replace(_on_day(c.moment.today, pair, None), names_day=False), j
    return replace(_next(c, pair), names_day=False), j


def _next(c: Cursor, pair: Pair) -> Stretch:
    """Return the range that is on or next."""
    now, today = c.moment.now, c.moment.today
    first = next_time(pair[0], c.moment)
    running = from_to(pair[0].on(today), pair[1], pair[0].grain)
    is_on = running.first <= now < running.until and running.first.date() == running.until.date()
    return running if is_on else from_to(first, pair[1], pair[0].grain)


def _one_day(c: Cursor, value: Value) -> Stretch | None:
    whole = resolve(value, c.moment.today)
    return whole if whole is not None and whole.grain == "day" and whole.is_point else None


def _pair(c: Cursor, i: int, *, is_expected: bool) -> Found[Pair]:
    """Read two times; where none is expected one of them must be sure to be one."""
    word, j = lead(c, i)
    is_after = c.key(i) == "nach"
    j = i + 1 if is_after else j
    first = clock(c, j)
    start = first or _bare_hour(c, j)
    if start is None:
        return None
    k = _but_before(c, start[1]) if is_after else joint(c, start[1], word)
    if k is None:
        return None
    second = clock(c, k)
    end = second or _bare_hour(c, k)
    if end is None or end[0] == start[0]:
        return None
    if first is None and second is None and not (is_expected and word):
        return None
    return (start[0], end[0]), end[1]


def _but_before(c: Cursor, i: int) -> int | None:
    """Return the end of "aber vor" in "nach 9:30, aber vor 11:00"."""
    j = c.skip(i, (",", "aber", "und"))
    return j + 1 if j > i and c.key(j) == "vor" else None


def _bare_hour(c: Cursor, j: int) -> Found[Clock]:
    hour = small_number(c, j, 24)
    if hour is None or c.counts(j + 1) or c.is_numbered(j):
        return None
    following = c.token(j + 1)
    is_more = (
        following.key in (".", ":", ",") and following.is_glued and c.number(j + 2) is not None
    )
    return None if is_more else (Clock(hour, is_ambiguous=is_ambiguous(c, j, hour)), j + 1)


def _on_day(day: date, pair: Pair, part: Part | None) -> Stretch:
    start, end = pair
    part = part or end.part or start.part
    if part is None:
        return from_to(start.on(day), end, start.grain)
    last = end.within(part) if end.is_ambiguous else end
    first = start.within(part) if start.is_ambiguous else start
    # "von zwölf bis vier Uhr nachmittags": only the end is in the afternoon.
    if first.on(day) >= last.on(day):
        first = start
    return from_to(first.on(day), last, start.grain)


def from_to(first: datetime, end: Clock, grain: str) -> Stretch:
    """Return the range up to the next ``end``."""
    last = end.on(first.date())
    if last <= first and end.is_ambiguous:
        last = end.later().on(first.date())
    if last <= first:
        last = end.on(first.date() + DAY)
    finest = min(grain, end.grain, key=GRAINS.index)
    return Stretch(first, clock_end(last, end.grain), finest, is_point=False)


def clock_end(last: datetime, grain: str) -> datetime:
    """Return the exclusive end: "bis 11:00" holds that minute, "bis 11 Uhr" ends at 11."""
    return last + timedelta(minutes=1) if grain == "minute" else last
