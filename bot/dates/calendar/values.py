"""What the rules pass on: stretches of time, and what comes round again until a year is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.dates.calendar.almanac import shifted

MIDNIGHT = time()
# How many rounds are looked at: 29 February is eight years away at most, a Friday the 13th
# fourteen months.
_BACK, _AHEAD = 9, 16


def at_midnight(day: date) -> datetime:
    """Return the beginning of a day; local wall-clock time, as all times here."""
    return datetime.combine(day, MIDNIGHT)


@dataclass(frozen=True)
class Stretch:
    """A time from ``first`` to before ``until``, local wall-clock time.

    ``grain`` is second, minute, hour, day, week, month, quarter or year. ``is_point``: one unit of
    the calendar (a day, a week …) rather than an interval. ``names_day``: more than a time of day.
    ``is_vague``: some time in it, not all of it ("Anfang Mai", "im Sommer").
    """

    first: datetime
    until: datetime
    grain: str
    is_point: bool = True
    names_day: bool = True
    is_vague: bool = False

    @property
    def day(self) -> date:
        """The first day."""
        return self.first.date()

    @property
    def after(self) -> date:
        """The first day that no longer belongs to it."""
        last = self.until - timedelta(microseconds=1)
        return last.date() + timedelta(days=1)


@dataclass(frozen=True)
class Open:
    """A time without beginning or without end; the other side as in ``Stretch``."""

    first: datetime | None
    until: datetime | None
    grain: str
    names_day: bool = True


def unit_at(grain: str, first: date) -> Stretch:
    """Return the day, week, month, quarter, half year or year that begins on ``first``."""
    until = at_midnight(shifted(grain, first, 1))
    if grain == "half":
        return Stretch(at_midnight(first), until, "month", is_point=False)
    return Stretch(at_midnight(first), until, grain)


def days(first: date, after: date, grain: str = "day") -> Stretch:
    """Return the interval from ``first`` to before ``after``."""
    return Stretch(at_midnight(first), at_midnight(after), grain, is_point=False)


@dataclass(frozen=True)
class Cycle:
    """Something that comes round: ``at(n)`` is the n-th round, ``index(day)`` a round near a day.

    ``skips_today``: a weekday alone never means today.
    """

    at: Callable[[int], Stretch | None]
    index: Callable[[date], int]
    skips_today: bool = False

    def upcoming(self, today: date, count: int = 0) -> Stretch | None:
        """Return the round that is on or next; ``count`` 1 is the next that has not begun."""
        if count == 0 and not self.skips_today:
            return self._first(today, lambda found: found.after > today)
        ahead = self._all(today, lambda found: found.day > today)
        return ahead[max(count, 1) - 1] if len(ahead) >= max(count, 1) else None

    def past(self, today: date, count: int = 1) -> Stretch | None:
        """Return the last round that is over, or the one before it."""
        behind = self._all(today, lambda found: found.after <= today)
        return behind[-count] if len(behind) >= count else None

    def relative(self, today: date, offset: int) -> Stretch | None:
        """Return the round that "last" (-1), "this" (0), "next" (1) … names."""
        return self.past(today, -offset) if offset < 0 else self.upcoming(today, offset)

    def since(self, day: date) -> Stretch | None:
        """Return the first round that begins on or after ``day``."""
        return self._first(day, lambda found: found.day >= day)

    def until(self, day: date) -> Stretch | None:
        """Return the last round that begins on or before ``day``."""
        behind = self._all(day, lambda found: found.day <= day)
        return behind[-1] if behind else None

    def map(self, change: Callable[[Stretch], Stretch | None]) -> Cycle:
        """Return the cycle of what ``change`` makes of each round."""

        def changed(number: int) -> Stretch | None:
            found = self.at(number)
            return None if found is None else change(found)

        return replace(self, at=changed)

    def _first(self, day: date, fits: Callable[[Stretch], bool]) -> Stretch | None:
        middle = self.index(day)
        for number in range(middle - 1, middle + _AHEAD):
            found = self._round(number)
            if found is not None and fits(found):
                return found
        return None

    def _all(self, day: date, fits: Callable[[Stretch], bool]) -> list[Stretch]:
        middle = self.index(day)
        rounds = (self._round(number) for number in range(middle - _BACK, middle + _AHEAD))
        return [found for found in rounds if found is not None and fits(found)]

    def _round(self, number: int) -> Stretch | None:
        try:
            return self.at(number)
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Yearly(Cycle):
    """A cycle whose rounds are numbered by years."""


def yearly(at: Callable[[int], Stretch | None]) -> Yearly:
    """Return what comes round once a year."""
    return Yearly(at, lambda day: day.year)


Value = Stretch | Cycle


def resolve(value: Value, today: date) -> Stretch | None:
    """Return what a value means when nothing else is said: the round that is on or next."""
    return value if isinstance(value, Stretch) else value.upcoming(today)


def change(value: Value, how: Callable[[Stretch], Stretch | None]) -> Value:
    """Return ``how`` of a stretch or of every round of a cycle.

    Raises:
        ValueError: of the stretch there is none.
    """
    if isinstance(value, Cycle):
        return value.map(how)
    found = how(value)
    if found is None:
        raise ValueError(value)
    return found
