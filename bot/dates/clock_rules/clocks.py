"""Times of day: "um halb vier", "15 Uhr 20", "20 nach 3", "18:30", "8 Uhr abends"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.dates.calendar.values import Stretch, at_midnight
from bot.dates.clock_rules.day_parts import Part, bare_part, day_part
from bot.dates.tokens.cursor import Cursor, Found, remembered

# After these a bare number is an hour.
MARKS = frozenset(("um", "gegen", "punkt", "schlag"))
_ITEMS = ("unter", "nach", "zu", "in", "im", "zum", "siehe", "laut", "der", "den", "dem", "und")
_MOST_MARKS = 4
_LENGTHS = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1),
            "second": timedelta(seconds=1)}  # fmt: skip
# "Um drei": below that a word rather counts something.
_NO_NUMBERS = ("paar", "beiden", "einige", "einigen", "eines", "einem", "einer", "eine", "einen")


@dataclass(frozen=True)
class Clock:
    """A time of day; hour 24 is the next midnight; an ambiguous hour may be 12 hours later."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: str = "hour"
    is_ambiguous: bool = False
    part: Part | None = None

    def on(self, day: date) -> datetime:
        """Return the moment on a day."""
        time = timedelta(hours=self.hour, minutes=self.minute, seconds=self.second)
        return at_midnight(day) + time

    def later(self) -> Clock:
        """Return the later reading of an ambiguous hour."""
        return replace(self, hour=self.hour % 12 + 12, is_ambiguous=False)

    def within(self, part: Part) -> Clock:
        """Return the reading that lies in a part of the day."""
        return replace(self, hour=part.hour(self.hour), is_ambiguous=False, part=part)


def unit_of_time(moment: datetime, grain: str, *, names_day: bool) -> Stretch:
    """Return one hour, minute or second that begins at ``moment``."""
    return Stretch(moment, moment + _LENGTHS[grain], grain, names_day=names_day)


@remembered
def clock(c: Cursor, i: int) -> Found[Clock]:
    """Read a time of day that is recognisable by itself."""
    return _clock(c, i, is_marked=False)


@remembered
def expected_clock(c: Cursor, i: int) -> Found[Clock]:
    """Read a time of day where one is expected, so that a bare hour counts."""
    return _clock(c, i, is_marked=True)


def _clock(c: Cursor, i: int, *, is_marked: bool) -> Found[Clock]:
    j = i
    if c.key(i) == "punkt" and not _is_sharp(c, i):
        return None
    while j < i + _MOST_MARKS and (c.key(j) in MARKS or c.key(j) in c.words.about):
        is_marked = is_marked or c.key(j) in MARKS
        j += 2 if c.key(j + 1) == "." and c.is_glued(j + 1) else 1
    found = _core(c, j, is_marked=is_marked)
    if found is None:
        return None
    reading, k = found
    k = c.skip(k, ("uhr",))
    if c.key(k) == "in" and c.key(k + 1) == "etwa":
        k += 2
    # "17 Uhr morgen" is tomorrow, "7 Uhr morgens" is not.
    behind = None if c.key(k) == "morgen" else day_part(c, k) or bare_part(c, k)
    return found_within(reading, behind) if behind is not None else (reading, k)


def _is_sharp(c: Cursor, i: int) -> bool:
    """Say whether "Punkt" at ``i`` means sharp: not "sieben Punkt drei", not "zu Punkt 4"."""
    before = c.key(i - 1)
    return c.number(i - 1) is None and before not in c.words.cardinals and before not in _ITEMS


def found_within(reading: Clock, behind: tuple[Part, int]) -> Found[Clock]:
    """Return a reading with the part of the day that follows it."""
    part, j = behind
    return (reading.within(part) if reading.hour <= 12 else replace(reading, part=part)), j


def _core(c: Cursor, j: int, *, is_marked: bool) -> Found[Clock]:
    word = c.key(j)
    if word == "kurz" and c.key(j + 1) in ("vor", "nach"):
        # Nobody knows how short.
        return _core(c, j + 2, is_marked=True)
    if word in ("mitternacht", "mitternachts"):
        return Clock(24), j + 1
    if word in ("halb", "dreiviertel", "viertel"):
        if c.key(j + 1) in ("vor", "nach"):
            return _around(c, j + 2, 15, c.key(j + 1)) if word == "viertel" else None
        return _before(c, j + 1, {"halb": 30, "viertel": 45, "dreiviertel": 15}[word])
    hour = small_number(c, j, 24)
    found = None if hour is None else _digits(c, j, hour, is_marked=is_marked) or _said(c, j, hour)
    if found is not None:
        return found
    minutes = small_number(c, j, 59)
    k = c.skip(j + 1, ("minuten", "minute", "min"))
    if minutes and c.key(k) in ("vor", "nach"):
        found = _around(c, k + 1, minutes, c.key(k))
        if found is not None:
            return found
    if is_marked and hour is not None and stands_alone(c, j + 1):
        return Clock(hour, is_ambiguous=is_ambiguous(c, j, hour)), j + 1
    return None


def _digits(c: Cursor, j: int, hour: int, *, is_marked: bool) -> Found[Clock]:
    """Read 18:30, 18:30:05, 18.30 Uhr, 17h10."""
    sign, minute = c.key(j + 1), c.number(j + 2)
    if minute is None or minute > 59 or c.number(j) is None:
        return None
    if not (c.is_glued(j + 1) and c.is_glued(j + 2)) or len(c.key(j + 2)) != 2:
        return None
    k = j + 3
    if sign == ":":
        second = c.number(k + 1)
        if c.key(k) == ":" and c.is_glued(k) and second is not None and second < 60:
            return Clock(hour, minute, second, "second"), k + 2
        return Clock(hour, minute, grain="minute"), c.skip(k, ("h",))
    if sign == "h":
        return Clock(hour, minute, grain="minute"), k
    if sign == ".":
        is_date = c.key(k) == "." and c.is_glued(k) and k + 1 < len(c.tokens)
        is_time = is_marked and c.key(j - 1) in MARKS and not is_date
        if c.key(k) in ("uhr", "h") or is_time:
            return Clock(hour, minute, grain="minute"), k
    return None


def _said(c: Cursor, j: int, hour: int) -> Found[Clock]:
    """Read 15 Uhr, 15h, sieben Uhr dreißig."""
    # "24h" is how long something is open.
    is_h = c.key(j + 1) == "h" and c.number(j) is not None and hour < 24 and not c.is_numbered(j)
    if c.key(j + 1) != "uhr" and not is_h:
        return None
    ambiguous = is_ambiguous(c, j, hour)
    m = c.skip(j + 2, ("und",))
    minute = small_number(c, m, 59)
    n = c.skip(m + 1, ("minuten",))
    # "um 15 Uhr eine Frage": the article is no number here; "15 Uhr 20.5." goes on with a date.
    is_number = c.number(m) is not None or c.words.cardinals.get(c.key(m), 0) > 3
    goes_on = c.key(n) in ("uhr", "h", "vor", "nach") or c.counts(n) or not stands_alone(c, n)
    is_ordinal = c.key(m + 1) == "." and c.is_glued(m + 1) and m + 2 < len(c.tokens)
    if minute is None or not is_number or goes_on or is_ordinal:
        return Clock(hour, is_ambiguous=ambiguous), j + 2
    return Clock(hour, minute, grain="minute", is_ambiguous=ambiguous), n


def _before(c: Cursor, j: int, minutes: int) -> Found[Clock]:
    """Read the hour of "halb vier": that many minutes before it."""
    hour = small_number(c, j, 24)
    if not hour or not stands_alone(c, j + 1):
        return None
    return Clock((hour - 1) % 24, 60 - minutes, grain="minute", is_ambiguous=hour <= 12), j + 1


def _around(c: Cursor, j: int, minutes: int, side: str) -> Found[Clock]:
    """Read the hour of "20 nach 3" or "fünf vor halb drei"."""
    is_half = c.key(j) == "halb"
    hour = small_number(c, j + is_half, 24)
    if not hour or not stands_alone(c, j + is_half + 1):
        return None
    total = hour * 60 - 30 * is_half + (minutes if side == "nach" else -minutes)
    first, minute = divmod(total % (24 * 60), 60)
    return Clock(first, minute, grain="minute", is_ambiguous=hour <= 12), j + is_half + 1


def small_number(c: Cursor, j: int, most: int) -> int | None:
    """Return the number at ``j`` if it is one of at most two digits and not above ``most``."""
    number = c.number(j)
    if number is not None and len(c.key(j)) > 2:
        return None
    is_article = c.key(j) == "ein" and c.key(j + 1) != "uhr"
    if number is None and c.key(j) not in _NO_NUMBERS and not is_article:
        number = c.words.cardinals.get(c.key(j))
    return number if number is not None and number <= most else None


def is_ambiguous(c: Cursor, j: int, hour: int) -> bool:
    """Say whether the hour at ``j`` may be before or after noon: 8, but not 08."""
    return 1 <= hour <= 12 and not c.key(j).startswith("0")


def stands_alone(c: Cursor, j: int) -> bool:
    """Say whether no counted thing, decimal or date goes on after the number before ``j``."""
    following = c.token(j)
    if c.counts(j):
        return False
    if following.key in (".", ":", "/", "-", ",") and following.is_glued:
        return c.number(j + 1) is None or not c.is_glued(j + 1)
    return not (following.is_glued and following.key[:1].isalpha() and following.key != "uhr")
