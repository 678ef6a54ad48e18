"""Parts of the day: "am Abend", "nachmittags", "in der Früh", "heute Nacht"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates.calendar.values import Stretch, at_midnight
from bot.dates.tokens.cursor import Cursor, Found, remembered

_LEADS = ("am", "in", "der", "zu", "zum", "gegen", "des", "dem", "im", "zur")
_GREETINGS = ("guten", "schoenen", "gute", "schoene", "gutem")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Part:
    """A part of the day with its hours; beyond 24 they are those of the next day."""

    name: str
    first: int
    until: int

    def on(self, day: date) -> Stretch:
        """Return the part of a given day."""
        start = at_midnight(day)
        first, until = start + self.first * _HOUR, start + self.until * _HOUR
        return Stretch(first, until, "hour", is_point=False)

    def hour(self, hour: int) -> int:
        """Return the reading of an hour on the dial that lies in this part of the day."""
        if hour == 12 and self.name in ("evening", "night"):
            return 24
        if hour < 12 and self.name in ("afternoon", "evening"):
            return hour + 12
        if (hour < 6 and self.name == "noon") or (6 <= hour < 12 and self.name == "night"):
            return hour + 12
        return hour


@remembered
def day_part(c: Cursor, i: int) -> Found[Part]:
    """Read a part of the day that is recognisable by itself."""
    word = c.key(i)
    if c.key(i - 1) in _GREETINGS:
        return None
    if word in c.words.day_parts and word.endswith("s"):
        return _part(c, word), i + 1
    j = c.skip(i, _LEADS)
    k = c.skip(j, tuple(c.words.early | c.words.late))
    noun = c.key(k)
    if k == i:
        return None
    if noun in c.words.day_parts and not noun.endswith("s"):
        return _part(c, noun), k + 1
    if k > j > i and c.key(k - 1) == "frueh" and c.key(j - 1) == "der":
        return _part(c, "frueh"), k
    # "früh am Morgen", "spät in der Nacht"
    inner = c.skip(k, _LEADS)
    if k > j and inner > k and c.key(inner) in c.words.day_parts:
        return _part(c, c.key(inner)), inner + 1
    return None


def part_after_day(c: Cursor, i: int) -> Found[Part]:
    """Read a part of the day right behind a day: "heute früh", "Montag Morgen"."""
    j = i + 1 if c.key(i) in (*c.words.early, *c.words.late) else i
    if c.key(j) in c.words.day_parts:
        return _part(c, c.key(j)), j + 1
    if c.key(i) in c.words.day_parts:
        return _part(c, c.key(i)), i + 1
    return day_part(c, i)


def bare_part(c: Cursor, i: int) -> Found[Part]:
    """Read a part of the day right behind a time of day: "3:18 früh"."""
    word = c.key(i)
    is_noun = word in c.words.day_parts and word not in ("morgen", "nacht")
    return (_part(c, word), i + 1) if is_noun else None


def named_part(c: Cursor, word: str) -> Part | None:
    """Return the part that a word names: "abend"."""
    return _part(c, word) if word in c.words.day_parts else None


def _part(c: Cursor, word: str) -> Part:
    name = c.words.day_parts[word]
    return Part(name, *c.words.day_part_hours[name])
