"""Days, months and seasons without a year: in that of the journey, and still to come."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.sending import single_day
from bot.deadlines.asked.unsaid_years import (
    dates_beside,
    with_application_before,
    with_coming_start,
)

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
JULY = date(2027, 7, 12)


def start_of(message: str, before: date | None) -> date | None:
    dates = dates_beside(message, NOW, before)
    query = query_from(message, dates=dates, begins=True)
    return with_coming_start(query, message, dates, NOW).start


@pytest.mark.parametrize(
    ("message", "before", "start"),
    [
        ("und im herbst", JULY, date(2027, 9, 23)),
        ("und im herbst", date(2028, 7, 12), date(2028, 9, 23)),
        # The half year that runs in November is never the one that a journey begins in.
        ("und fürs zweite halbjahr", None, date(2027, 7, 1)),
        ("und fürs zweite halbjahr", date(2027, 1, 1), date(2027, 7, 1)),
        ("und fürs erste halbjahr", date(2028, 7, 1), date(2028, 1, 1)),
        ("im 4. quartal", None, date(2027, 10, 1)),
        # In November nobody plans a journey for the autumn that is nearly over.
        ("und im herbst", None, date(2027, 9, 23)),
        ("und am 20.6.?", date(2028, 5, 10), date(2028, 6, 20)),
        ("und ostern", date(2028, 7, 12), date(2028, 4, 16)),
        ("und vom 3. bis 10. august", date(2028, 7, 12), date(2028, 8, 3)),
        ("und in den herbstferien", JULY, date(2027, 10, 23)),
        # These tell their year, or are told from today.
        ("und im herbst 2028", JULY, date(2028, 9, 23)),
        ("und diesen herbst", JULY, date(2026, 9, 23)),
        ("und in drei wochen", JULY, date(2026, 12, 17)),
        ("und am 20.6.27", date(2028, 5, 10), date(2027, 6, 20)),
        ("und im mai", date(2026, 12, 20), date(2027, 5, 1)),
    ],
)
def test_the_year_that_is_meant(message: str, before: date | None, start: date) -> None:
    assert start_of(message, before) == start


def test_what_closes_in_a_running_season_stays_in_it() -> None:
    query = query_from("Welche Fristen enden im Herbst?", dates=find_dates("im Herbst", NOW))
    assert with_coming_start(query, "im Herbst", find_dates("im Herbst", NOW), NOW) == query


@pytest.mark.parametrize(
    ("message", "before", "day"),
    [
        ("am 1.11. abgeschickt, Beginn 1.3.2027", None, date(2026, 11, 1)),
        ("am 1.2. abgeschickt, Beginn 1.6.2027", None, date(2027, 2, 1)),
        ("und wenn wir am 2. Dezember abschicken?", JULY, date(2026, 12, 2)),
        # The year was told.
        ("am 1.11.2027 abgeschickt, Beginn 1.3.2027", None, date(2027, 11, 1)),
        # What was sent is over, unless that day comes soon.
        ("am 1.11. abgeschickt", None, date(2026, 11, 1)),
    ],
)
def test_nobody_applies_when_the_journey_has_begun(
    message: str, before: date | None, day: date
) -> None:
    dates = dates_beside(message, NOW, before)
    query = query_from(message, programmes=("dpjw",), dates=dates)
    assert single_day(with_application_before(query, dates, before).period) == day


def test_some_days_of_an_application_are_before_the_journey() -> None:
    said = "Antrag Ende Oktober abgeschickt, Beginn Mitte Februar"
    dates = dates_beside(said, NOW, None)
    query = query_from(said, programmes=("dpjw",), dates=dates)
    period = with_application_before(query, dates, None).period
    assert period is not None
    assert (period.first, period.until) == (date(2026, 10, 21), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("said", "days"),
    [
        # A deadline that was just missed is no day in a year from now.
        ("Geht nach dem 1. November noch DGJW?", [date(2026, 11, 1)]),
        ("Geht nach dem 1. Mai noch DPJW?", [date(2027, 5, 2)]),
        ("der 1.10. war doch schon", [date(2026, 10, 1)]),
        # A day that another is compared with has its month, a day that is only told has the next.
        ("den 1. November nicht, wäre der 15. ok", [date(2027, 11, 1), date(2027, 11, 15)]),
        ("Fahrt am 20. März, am 15. geht der Antrag raus", [date(2027, 3, 20), date(2026, 12, 15)]),
    ],
)  # fmt: skip
def test_the_year_and_month_of_a_day(said: str, days: list[date]) -> None:
    assert [span.first for span in find_dates(said, NOW)] == days
