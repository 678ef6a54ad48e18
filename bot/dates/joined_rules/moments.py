"""A day with its time: "heute Nachmittag um 4", "9 Uhr am Samstag", "Dienstagabend"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.dates.calendar.almanac import DAY
from bot.dates.calendar.values import Stretch, Value, resolve, unit_at
from bot.dates.clock_rules.clocks import MARKS, Clock, clock, expected_clock, unit_of_time
from bot.dates.clock_rules.day_parts import Part, day_part, named_part, part_after_day
from bot.dates.day_rules.days import day
from bot.dates.day_rules.weekdays import weekly
from bot.dates.joined_rules.offsets import offset
from bot.dates.period_rules.periods import period
from bot.dates.period_rules.units import WHOLE
from bot.dates.tokens.cursor import Cursor, Found, Moment, remembered

_END_OF_NIGHT = 6
_CLOCK_GRAINS = ("second", "minute", "hour")
_LINKS = (",", "um", "am", "den", "der", "dem", "des", "vom", "in", "an", "-", "ab")


@dataclass(frozen=True)
class Timed:
    """A day or period, a part of the day and a time of day; at least one of them."""

    day: Value | None = None
    part: Part | None = None
    clock: Clock | None = None

    def at(self, moment: Moment) -> Stretch | None:
        """Return the stretch that is meant."""
        if self.day is not None:
            whole = resolve(self.day, moment.today)
            return None if whole is None else self.on(whole, moment)
        if self.clock is not None:
            first = next_time(self.clock, moment)
            return unit_of_time(first, self.clock.grain, names_day=False)
        if self.part is not None:
            return replace(self.part.on(moment.today), names_day=False)
        return None

    def on(self, whole: Stretch, moment: Moment) -> Stretch:
        """Return the stretch that is meant when the day is ``whole``."""
        if self.clock is not None:
            first = self._reading(self.clock, whole, moment)
            return unit_of_time(first, self.clock.grain, names_day=True)
        return whole if self.part is None else self.part.on(whole.day)

    def _reading(self, reading: Clock, whole: Stretch, moment: Moment) -> datetime:
        if self.part is not None:
            reading = reading.within(self.part) if reading.is_ambiguous else reading
            # "Samstagnacht um 2" is already Sunday.
            is_past = self.part.name == "night" and reading.hour < _END_OF_NIGHT
            return reading.on(whole.day + is_past * DAY)
        if reading.is_ambiguous and reading.on(whole.day) < moment.now:
            later = reading.later().on(whole.day)
            return later if later > moment.now else reading.on(whole.day)
        return reading.on(whole.day)


def next_time(reading: Clock, moment: Moment) -> datetime:
    """Return when a time of day is on or next; "früh" may also be the past morning of today."""
    readings = [reading, reading.later()] if reading.is_ambiguous else [reading]
    for days in (-1, 0, 1):
        for one in readings:
            found = one.on(moment.today + days * DAY)
            if unit_of_time(found, reading.grain, names_day=False).until > moment.now:
                return found
    return reading.on(moment.today + DAY)


@remembered
def timed(c: Cursor, i: int) -> Found[Timed]:
    """Read a day with or without a time, or a time with or without a day."""
    return _day_first(c, i) or _part_first(c, i) or _clock_first(c, i) or _now(c, i)


@remembered
def any_day(c: Cursor, i: int) -> Found[Value]:
    """Read a day, also by its distance."""
    return offset(c, i) or day(c, i)


@remembered
def simple(c: Cursor, i: int) -> Found[Timed]:
    """Read one time that is no range: a day, a time of day, a period."""
    found, other = timed(c, i), period(c, i)
    if other is not None and (found is None or other[1] > found[1]):
        return Timed(other[0]), other[1]
    return found


def _day_first(c: Cursor, i: int) -> Found[Timed]:
    found = day_with_part(c, i)
    if found is None or (found[0].day is not None and not _is_day(found[0].day)):
        return found
    return _with_clock(c, *found)


@remembered
def day_with_part(c: Cursor, i: int) -> Found[Timed]:
    """Read a day and the part of it that follows, if one does; also "in zwei Stunden"."""
    joined = _joined(c, i) or _relative_part(c, i)
    if joined is not None:
        return joined
    found = any_day(c, i)
    if found is None or not _is_day(found[0]):
        return None if found is None else (Timed(found[0]), found[1])
    j = _past_whole_day(c, found[1])
    behind = part_after_day(c, j)
    return (Timed(found[0]), j) if behind is None else (Timed(found[0], behind[0]), behind[1])


def _past_whole_day(c: Cursor, j: int) -> int:
    """Return the position behind the "den ganzen Tag" of "morgen den ganzen Tag"."""
    k = c.skip(j, ("den", "der"))
    is_whole = c.key(k) in WHOLE and c.words.units.get(c.key(k + 1)) == "day"
    return k + 2 if is_whole else j


def _joined(c: Cursor, i: int) -> Found[Timed]:
    """Read "Dienstagabend", "nächsten Freitagnachmittag"."""
    relative = c.words.relative.get(c.key(i))
    j = i if relative is None else i + 1
    word = c.key(j)
    cut = word.find("tag") + 3 if "tag" in word else word.find("woch") + 4 if "woch" in word else 0
    if word.startswith("sonnabend"):
        cut = len("sonnabend")
    number, part = c.words.weekdays.get(word[:cut]), named_part(c, word[cut:])
    if number is None or part is None:
        return None
    value = weekly(number)
    if relative is None:
        return Timed(value, part), j + 1
    stretch = value.relative(c.moment.today, relative)
    return None if stretch is None else (Timed(stretch, part), j + 1)


def _relative_part(c: Cursor, i: int) -> Found[Timed]:
    """Read "diesen Nachmittag", "letzte Nacht"."""
    relative = c.words.relative.get(c.key(i))
    part = named_part(c, c.key(i + 1)) if relative in (-1, 0, 1) else None
    if relative is None or part is None or (relative < 0 and part.name != "night"):
        # "Am letzten Abend" is that of a journey.
        return None
    return Timed(unit_at("day", c.moment.today + relative * DAY), part), i + 2


def _with_clock(c: Cursor, so_far: Timed, j: int) -> tuple[Timed, int]:
    is_joined = c.key(j) == "," or (c.is_glued(j) and c.key(j) in ("-", "t"))
    k = j + 1 if is_joined else j
    found = expected_clock(c, k) if so_far.part and c.key(k) in MARKS else clock(c, k)
    if found is None:
        return so_far, j
    return Timed(so_far.day, so_far.part, found[0]), found[1]


def _part_first(c: Cursor, i: int) -> Found[Timed]:
    """Read "morgens am 15. Februar", "am Abend des 3. Mai", "nachmittags um 1 Uhr 30"."""
    found = day_part(c, i)
    if found is None:
        return None
    part, j = found
    when = clock(c, j)
    reading = None
    if when is not None:
        reading = when[0].within(part) if when[0].hour <= 12 else replace(when[0], part=part)
        j = when[1]
    k = c.skip(j, _LINKS)
    behind = any_day(c, k)
    if behind is None or not _is_day(behind[0]):
        return Timed(None, None if reading else part, reading), j
    so_far = Timed(behind[0], part, reading)
    return _with_clock(c, so_far, behind[1]) if reading is None else (so_far, behind[1])


def _clock_first(c: Cursor, i: int) -> Found[Timed]:
    """Read "um 9 Uhr am Samstag", "17 Uhr morgen", "15:20"."""
    found = clock(c, i)
    if found is None:
        return None
    reading, j = found
    k = c.skip(j, _LINKS)
    joined = _joined(c, k)
    if joined is not None:
        return replace(joined[0], clock=reading), joined[1]
    behind = any_day(c, k)
    if behind is None or not _is_day(behind[0]):
        return Timed(clock=reading), j
    part = part_after_day(c, behind[1])
    if part is None:
        return Timed(behind[0], None, reading), behind[1]
    return Timed(behind[0], part[0], reading), part[1]


def _is_day(value: Value) -> bool:
    return not isinstance(value, Stretch) or value.grain not in _CLOCK_GRAINS


def _now(c: Cursor, i: int) -> Found[Timed]:
    """Read "jetzt", "genau jetzt", "gerade eben", "in diesem Moment"."""
    word, following = c.key(i), c.key(i + 1)
    if word in c.words.now:
        j = i + 1
    elif word in ("genau", "gerade") and (following in c.words.now or following == "eben"):
        j = i + 2
    elif word in ("in", "im") and c.key(c.skip(i + 1, ("diesem",))) in ("moment", "augenblick"):
        j = c.skip(i + 1, ("diesem",)) + 1
    else:
        return None
    return Timed(unit_of_now(c)), j


def unit_of_now(c: Cursor) -> Stretch:
    """Return the running second."""
    return unit_of_time(c.moment.now, "second", names_day=False)
