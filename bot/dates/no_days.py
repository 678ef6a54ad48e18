"""Days that do not exist: "31. Juni", "30.2.", "29.2.2027"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timezone

from bot.dates.calendar.school import current_school_holidays
from bot.dates.day_rules.calendar_days import day_month
from bot.dates.find import MOST_CHARACTERS
from bot.dates.tokens.cursor import Cursor, Moment
from bot.dates.tokens.folding import plain, tokens_of
from bot.dates.tokens.lexicon import lexicon

_LEAP_YEAR = 2028


@dataclass(frozen=True)
class NoDay:
    """A day that does not exist; ``start`` and ``end`` are character offsets.

    ``month`` is 1 to 12, ``year`` None where none was said.
    """

    day: int
    month: int
    year: int | None
    start: int
    end: int

    @property
    def last_day(self) -> int:
        """Return the last day that the month has, without year in the longest."""
        return monthrange(_LEAP_YEAR if self.year is None else self.year, self.month)[1]


def find_no_days(text: str, now: datetime) -> list[NoDay]:
    """Return the days in ``text`` that do not exist, in order; ``now`` is aware."""
    clean = plain(text[:MOST_CHARACTERS])
    known = current_school_holidays()
    moment = Moment(now.replace(tzinfo=None, microsecond=0), now.tzinfo or timezone.utc, known)
    c = Cursor(tokens_of(clean), lexicon(), moment)
    found, i = list[NoDay](), 0
    while i < len(c.tokens):
        said = day_month(c, i) if c.can_start(i) else None
        if said is None:
            i += 1
            continue
        date, stop = said
        if not date.is_real:
            end = c.tokens[stop - 1].end
            found.append(NoDay(date.day, date.month, date.year, c.tokens[i].start, end))
        i = stop
    return found
