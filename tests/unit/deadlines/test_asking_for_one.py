"""Questions for one deadline: for whom, for which journey, by which way, missed or in time."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deadlines.asked.asking import (
    asks_for_leftover,
    asks_for_one,
    asks_whether_in_time,
    is_for_deadlines,
    is_outside_schools,
    misses_deadline,
)
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.named_spans import filter_spans, land_spans
from bot.deadlines.asked.narrowing import query_for, with_way
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import read_book
from tests.unit.deadlines.deadline_rig import NOW, REAL

BOOK = read_book(REAL)


@pytest.mark.parametrize(
    ("message", "programmes", "start"),
    [
        ("wann ist stichtag für juli", ("kjfp_nrw",), date(2027, 7, 1)),
        ("und für märz", ("kjfp_nrw",), date(2027, 3, 1)),
        ("Welche Fristen gelten für Februar?", ("kjfp_nrw",), None),
        ("wann ist stichtag für juli", (), None),
        ("stichtag im juli", ("kjfp_nrw",), None),
    ],
)
def test_for_a_time_means_a_journey_of_a_known_programme(
    message: str, programmes: tuple[str, ...], start: date | None
) -> None:
    query = query_from(message, programmes=programmes, dates=find_dates(message, NOW))
    assert query.start == start
    assert (query.period is None) is (start is not None)


@pytest.mark.parametrize(
    ("message", "is_one"),
    [("bis wann für sommer 27", True), ("Stichtag für Juli?", True), ("frist", True),
     ("Welche Fristen im Februar?", False), ("Deadlines", False), ("", False)],
)  # fmt: skip
def test_one_deadline_or_many(message: str, is_one: bool) -> None:
    assert asks_for_one(message) is is_one


@pytest.mark.parametrize(
    "message",
    [
        "Wie lange vor der Fahrt muss ich beim DPJW beantragen? Wir fahren Ostern 2027",
        "wie viel zeit vorher muss der antrag da sein, Polen Ostern 2027",
    ],
)
def test_how_long_before_asks_until_when(message: str) -> None:
    query = query_from(message, programmes=("dpjw",), dates=find_dates(message, NOW))
    assert is_for_deadlines(message, query)
    assert asks_for_one(message)
    assert (query.start, query.period) == (date(2027, 3, 28), None)


def test_clubs_and_schools() -> None:
    assert is_outside_schools("DFJW Frist für unseren Verein")
    assert not is_outside_schools("DFJW Frist für unsere Schule und den Verein")
    assert not is_outside_schools("DFJW Frist")
    # "Und für unseren Verein?" narrows, beside a word for deadlines it is only told.
    assert filter_spans("und für unseren Verein", ())
    assert not filter_spans("Frist für Vereine", ())
    assert filter_spans("Fristen für Schulen", ()) == [(12, 19)]
    assert not filter_spans("und für Schulen", ())


def test_the_land_is_found_where_it_stands() -> None:
    assert land_spans("und beim Land?") == [(4, 13)]
    assert land_spans("und in welchem Land?") == []


def test_missed_applications() -> None:
    assert misses_deadline("Erasmus Antrag Oktober verpasst")
    assert not misses_deadline("Zug verpasst")
    assert not misses_deadline("Erasmus Antrag im Oktober")


def test_a_short_question_asks_for_time_without_saying_what_for() -> None:
    for message, is_asked in (
        ("kann ich das noch für ostern 27", True),
        ("kann ich das noch", False),
    ):
        query = query_from(message, dates=find_dates(message, NOW))
        assert asks_whether_in_time(message, query) is is_asked


def test_two_days_ask_whether_the_first_is_in_time_for_the_second() -> None:
    message = "wenn wir den antrag am 15.4. schicken und am 12.7. fahren"
    dates = find_dates(message, NOW)
    query = query_from(message, programmes=("dpjw",), dates=dates)
    assert (query.start, query.period is None) == (date(2027, 7, 12), False)
    assert asks_whether_in_time(message, query)
    assert not asks_whether_in_time(message, query_from(message, dates=dates))


def test_money_left_over() -> None:
    assert asks_for_leftover("Gibt es Restmittel bei ConAct?")
    assert not asks_for_leftover("Gibt es Geld bei ConAct?")


def test_a_way_that_a_programme_does_not_have_is_asked_of_others() -> None:
    office = (Route.STATE_YOUTH_OFFICE,)
    erasmus = DeadlineQuery(("erasmus_jugend",), start=date(2027, 5, 3))
    assert with_way(BOOK, erasmus, office).programmes == ()
    assert with_way(BOOK, erasmus, (Route.DIRECT, Route.PORTAL)) == erasmus
    both = DeadlineQuery(("erasmus_jugend", "kjp_bund"))
    assert with_way(BOOK, both, office).programmes == ("kjp_bund",)
    asked = query_for(BOOK, DeadlineQuery(routes=office), topic=None, before=erasmus)
    assert (asked.programmes, asked.start) == ((), erasmus.start)
