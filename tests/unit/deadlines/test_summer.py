"""Journeys "im Sommer" begin with the summer holidays; one word asks for their deadline."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.unsaid_years import with_coming_start
from bot.deadlines.lookup import DeadlineQuery, Period
from bot.deadlines.office.parsing import read_book
from bot.offers.selection import selection_words
from bot.settings import PROJECT_ROOT
from tests.unit.deadlines.deadline_rig import NOW

HOLIDAYS = date(2027, 7, 19)


def asked(said: str, *, countries: tuple[str, ...] = ("CZ",), state: str | None = None,
          now: datetime = NOW) -> DeadlineQuery:  # fmt: skip
    return query_from(said, countries=countries, dates=find_dates(said, now), state=state)


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("bis wann Antrag für Sommer 27?", HOLIDAYS),
        ("Begegnung im Sommer 2027, wann beantragen?", HOLIDAYS),
        ("Begegnung im Spätsommer 2027, wann beantragen?", date(2027, 8, 23)),
        ("Begegnung im Herbst 2027, wann beantragen?", date(2027, 9, 23)),
        ("Begegnung am 21. Juni 2027, wann beantragen?", date(2027, 6, 21)),
        # Of that year no holidays are known.
        ("Begegnung im Sommer 2035, wann beantragen?", date(2035, 6, 21)),
    ],
)
def test_summer_begins_with_the_holidays(said: str, start: date) -> None:
    assert asked(said).start == start


def test_other_states_have_other_holidays() -> None:
    said = "bis wann Antrag für Sommer 27?"
    assert asked(said, state="bayern").start == date(2027, 6, 21)
    assert asked(f"{said} wir sind aus Hessen").start == date(2027, 6, 21)


def test_in_the_holidays_the_next_ones_are_meant() -> None:
    now = datetime(2026, 8, 3, 9, tzinfo=timezone.utc)
    said = "Begegnung im Sommer, bis wann beantragen?"
    query = with_coming_start(asked(said, now=now), said, find_dates(said, now), now)
    assert query.start == HOLIDAYS


def test_what_was_counted_from_is_told() -> None:
    book = read_book(PROJECT_ROOT / "faq")
    about = DeadlineQuery(countries=("CZ",), start=HOLIDAYS, is_start_exact=False)
    assert "19. Juli 2027, dem ersten Tag der Sommerferien in NRW" in selection_words(book, about)
    autumn = DeadlineQuery(countries=("CZ",), start=date(2027, 9, 23), is_start_exact=False)
    assert selection_words(book, autumn).endswith("Beginn etwa ab 23. September 2027")


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("herbst 27 tschechien, frist?", date(2027, 9, 23)),
        ("Tschechien Herbst 27 Frist", date(2027, 9, 23)),
        ("Frist Tschechien Osterferien 2027", date(2027, 3, 22)),
        ("tschechien sommerferien 27 antrag", HOLIDAYS),
        ("Deadline Herbst 2027 Tschechien?", date(2027, 9, 23)),
    ],
)
def test_one_word_asks_for_the_deadline_of_the_journey(said: str, start: date) -> None:
    assert (asked(said).start, asked(said).period) == (start, None)


@pytest.mark.parametrize(
    "said",
    [
        "Welche Fristen im Herbst 2027 für Tschechien?",
        "Tschechien, welche Frist endet im Herbst 2027?",
    ],
)
def test_what_closes_then_is_still_asked_for(said: str) -> None:
    assert asked(said).period == Period(date(2027, 9, 23), date(2027, 12, 22))
