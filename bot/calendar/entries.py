"""What stands in a calendar, whatever it was made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timezone


@dataclass(frozen=True)
class Revision:
    """How often an entry has changed, and when it did so last (aware)."""

    sequence: int
    changed_at: datetime


RevisionFinder = Callable[[str], "Revision | None"]
"""Returns the revision of a deadline or event by its id, None if nobody has counted yet."""


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar.

    ``uid`` stays the same for ever. ``first`` and ``last`` are whole days; with ``starts_at`` the
    entry is a moment (or, with ``ends_at``, a span of time) instead. ``is_certain`` is false for
    habits and reckoned days. ``alarm_days`` are days before the entry.
    """

    uid: str
    title: str
    text: str
    first: date
    last: date
    revision: Revision
    is_certain: bool = True
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    url: str = ""
    alarm_days: tuple[int, ...] = ()


def first_revision(day: date) -> Revision:
    """Return the revision of something that was checked on a day and never counted."""
    return Revision(0, datetime.combine(day, time(), timezone.utc))
