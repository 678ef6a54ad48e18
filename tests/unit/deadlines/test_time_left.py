"""Questions whether there is still time, however the words stand, and what is told then."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.asking import Concern, asks_for_one, asks_whether_in_time, concern_of
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.time_left import (
    asks_at_its_end_until_when,
    asks_briefly_for_time_left,
    asks_for_time_left,
    asks_whether_over,
    leaves_month_open,
)
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.wording import when_words
from tests.unit.deadlines.deadline_rig import REAL

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
BOOK = read_book(REAL)
LONG = (
    "Guten Tag, wir möchten im August 2027 mit 20 Jugendlichen nach Tschechien fahren. "
    "Geht das noch?"
)


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("schaffen wir im januar 2027 noch eine begegnung in polen?", True),
        ("kommen wir mit frankreich im juli noch hin?", True),
        ("polen im märz, schaffen wir das noch?", True),
        ("geht kjfp heute noch", True),
        ("klappt erasmus im februar noch?", True),
        ("können wir uns für april noch bei tandem melden", True),
        ("tschechien im august, ist der zug abgefahren?", True),
        ("haben wir noch chancen für eine begegnung mit israel", True),
        ("in 10 wochen nach polen, klappts noch", True),
        ("prag in 5 monaten, haut das mit dem antrag noch hin", True),
        ("ist das für april noch zu packen", True),
        ("die kasse klappt nicht", False),
        ("geht in polen noch mehr geld", False),
        ("es geht um polen im mai, wir haben noch keinen partner", False),
        ("können wir nach polen noch zwei betreuer mitnehmen", False),
        ("schaffen wir mit 8 leuten die gruppengröße?", False),
        ("wir kommen noch mal darauf zurück", False),
    ],
)
def test_the_country_may_stand_between(said: str, is_asked: bool) -> None:
    assert asks_for_time_left(said) is is_asked


@pytest.mark.parametrize(
    ("said", "country", "start"),
    [
        ("polen im märz, schaffen wir das noch?", "PL", date(2027, 3, 1)),
        (LONG, "CZ", date(2027, 8, 1)),
        ("schaffen wir im januar 2027 noch eine begegnung in polen?", "PL", date(2027, 1, 1)),
    ],
)
def test_a_country_and_a_month_are_enough(said: str, country: str, start: date) -> None:
    query = query_from(said, countries=(country,), dates=find_dates(said, NOW))
    assert query.start == start
    assert asks_whether_in_time(said, query)


def test_without_a_time_nothing_can_be_said() -> None:
    said = "polen, schaffen wir das noch?"
    assert not asks_whether_in_time(said, query_from(said, countries=("PL",)))


@pytest.mark.parametrize("said", ["wann ist anmeldeschluss?", "Bewerbungsschluss?"])
def test_the_last_day_to_sign_up_is_a_deadline(said: str) -> None:
    assert asks_for_one(said)


@pytest.mark.parametrize(
    ("start", "is_tight"),
    [(date(2027, 3, 1), True), (date(2027, 3, 28), False), (date(2027, 2, 10), False)],
)
def test_a_reckoned_day_that_is_near_is_called_tight(start: date, is_tight: bool) -> None:
    query = DeadlineQuery(("dpjw",), ("PL",), start=start)
    first = find_deadlines(BOOK, query, NOW).items[0]
    assert first.deadline.id == "dpjw_begegnungen"
    assert ("Das ist knapp" in when_words(first, query, BOOK.primary_hosts, NOW)) is is_tight


def test_who_asks_for_alternatives_to_a_missed_date_gets_them() -> None:
    said = "gibts alternativen wenn die frist rum ist?"
    assert concern_of(said) is Concern.TOO_LATE
    assert not asks_whether_over(said)
    assert asks_whether_over("ist die frist rum?")


def test_only_the_month_is_missing() -> None:
    assert leaves_month_open("erasmus, schaffen wir das noch?", names_time=False)
    assert leaves_month_open("haben wir die verpasst?", names_time=False)
    assert not leaves_month_open("erasmus im august, schaffen wir das noch?", names_time=True)
    assert not leaves_month_open("frist erasmus", names_time=False)


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("ist die frist für dpjw vorbei wenn wir am 1. märz fahren?", True),
        ("Ist die Frist schon rum?", True),
        ("ist die frist fürs dpjw im märz?", False),
        ("die frist ist vorbei, was gibt es stattdessen?", False),
    ],
)
def test_whether_it_is_over_already(said: str, *, is_asked: bool) -> None:
    assert asks_whether_over(said) is is_asked


@pytest.mark.parametrize(
    ("said", "is_brief"),
    [
        ("noch zeit?", True),
        ("erasmus, schaffen wir das noch?", True),
        ("polen", False),
        ("wir wollten fragen ob wir für unser projekt noch geld bekommen können", False),
    ],
)
def test_whether_time_is_all_that_is_asked(said: str, *, is_brief: bool) -> None:
    assert asks_briefly_for_time_left(said) is is_brief


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("wir wollen nach frankreich, bis wann?", True),
        ("wir wollen nach frankreich, wann spätestens?", True),
        ("bis wann geht die fahrt nach frankreich", False),
    ],
)
def test_a_message_may_end_in_the_question(said: str, is_asked: bool) -> None:
    assert asks_at_its_end_until_when(said) is is_asked


def test_whether_one_is_late_asks_for_the_plan_and_not_what_is_left() -> None:
    assert concern_of("im Juni nach Kroatien, sind wir zu spät dran?") is Concern.PLAN
    assert concern_of("zu spät, was geht noch?") is Concern.TOO_LATE


@pytest.mark.parametrize(
    ("said", "is_over"),
    [
        ("Haben wir die Frist am 3. September verpasst?", True),
        ("sind wir mit der frist schon durch", True),
        ("zu spät für ne fahrt im februar?", True),
        ("frankreich im mai, noch drin oder zu spät?", True),
        ("Wir starten am 10. April 2027 in Krakau. Haben wir die DPJW-Frist verpasst?", True),
        ("Antrag ging am 20. November raus, Beginn im März 2027. Zu spät?", True),
        ("Ist der Europa-Scheck am 2. Dezember zu spät?", True),
        ("Weil wir krank waren, haben wir die Frist verpasst.", False),
        ("jetzt haben wir die Frist verpasst", False),
        ("ist der 1. Oktober schon vorbei, was jetzt?", False),
    ],
)
def test_a_question_whether_it_is_over_is_none_what_is_left(said: str, *, is_over: bool) -> None:
    assert asks_whether_over(said) is is_over
