"""When a journey begins of which only "im Sommer" is told: with the summer holidays."""

from __future__ import annotations

from datetime import date

from bot.dates.calendar.school import current_school_holidays
from bot.deadlines.asked.dates import DateSpan
from bot.words.phrases import spaced

_NRW = "nrw"
_SUMMER = "sommer"
_HOLIDAYS = "sommerferien"
# Where the summer of the calendar begins; "Mitte Sommer" begins later.
_BEGIN_OF_SUMMER = (6, 21)


def first_day(journey: DateSpan, state: str | None) -> date | None:
    """Return the first day of a journey; ``state`` is the applicant's Bundesland, as far as told.

    Groups from NRW travel "im Sommer" when there is no school. The calendar's summer begins four
    weeks before that: a deadline counted from there would seem to be over though it is not.
    """
    first = journey.first
    if first is None or state not in (None, _NRW) or (first.month, first.day) != _BEGIN_OF_SUMMER:
        return first
    known = current_school_holidays().find(_HOLIDAYS, first.year)
    is_named = _SUMMER in spaced(journey.text).split()
    return known[0] if is_named and known is not None else first


def holidays_beginning(day: date) -> str | None:
    """Return the name of the school holidays in NRW that begin on a day, such as Sommerferien."""
    periods = current_school_holidays().periods
    names = (name for (name, _), (first, _) in periods.items() if first == day)
    return next((name.capitalize() for name in names), None)
