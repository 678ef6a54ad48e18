"""The journey for a plan: put together from what was said, never guessed."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import read_book
from bot.fit.case import Case, Seat, Span
from bot.fit.told.reading import Entity, Message
from bot.offers.journey import (
    changes_number,
    chosen_programmes,
    journey_of,
    names_first_day,
    plan_link,
    query_of_journey,
    which_day,
    with_own_country,
)
from bot.planning.query import plan_query
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
POLAND = DeadlineQuery(countries=("PL",), formats=("jugendbegegnung",))


def journey(said: str, selection: str = "", query: DeadlineQuery | None = None) -> Case:
    return journey_of(Message(said), selection, query or DeadlineQuery(), Seat, NOW)


def test_another_month_takes_the_first_day_back() -> None:
    selection = "land=PL&beginn=2028-04-16"
    poland = DeadlineQuery(countries=("PL",))
    assert journey("nee, Mai", selection, poland).start is None
    assert journey("mit 15 Leuten", selection, poland).start == date(2028, 4, 16)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("Begegnung in Polen ab 12.07.2027", date(2027, 7, 12), None),
        ("vom 12.7. bis 20.7.2027", date(2027, 7, 12), date(2027, 7, 20)),
        ("am 12. Juli 2027", date(2027, 7, 12), None),
        # A month, a season or the holidays are no first day.
        ("im Juli 2027", None, None),
        ("nächsten Sommer", None, None),
        ("in den Sommerferien", None, None),
        # Nobody plans a journey for tomorrow.
        ("morgen", None, None),
        ("", None, None),
        ("\x00\ud800 😀 <b>", None, None),
    ],
)
def test_first_day_is_taken_only_from_a_day(
    said: str, start: date | None, end: date | None
) -> None:
    case = journey(said)
    assert (case.start, case.end) == (start, end)
    assert names_first_day(Message(said), find_dates(said, NOW), NOW) == (start is not None)


def test_what_was_said_before_is_kept() -> None:
    before = "land=PL&format=jugendbegegnung&alter_von=14&alter_bis=17&beginn=2027-07-12"
    case = journey("Was muss ich wann tun?", before, POLAND)
    assert case == Case(("PL",), "jugendbegegnung", Span(14, 17), start=date(2027, 7, 12))
    later = journey("am 2. August 2027", before, POLAND)
    assert later.start == date(2027, 8, 2)
    assert later.age == Span(14, 17)


def test_a_month_that_was_said_before_is_no_first_day() -> None:
    case = journey("Zeitplan bitte", "land=PL&beginn=2027-07-01&ungefaehr=ja", POLAND)
    assert case.start is None
    assert case.countries == ("PL",)


def test_age_and_group_of_the_message_count() -> None:
    said = Message("15 Jugendliche", (Entity("group_size", "15", "15", "participants"),))
    assert journey_of(said, "", POLAND, Seat, NOW).group == Span(15, 15)


def test_the_one_country_of_the_one_programme_is_taken() -> None:
    case = Case(start=date(2027, 7, 12))
    assert with_own_country(case, BOOK, ("dpjw",)).countries == ("PL",)
    assert with_own_country(case, BOOK, ("erasmus_jugend",)).countries == ()
    assert with_own_country(case, BOOK, ("dpjw", "dfjw")).countries == ()
    assert with_own_country(Case(("FR",)), BOOK, ("dpjw",)).countries == ("FR",)


def test_only_known_programmes_are_chosen() -> None:
    query = DeadlineQuery(("nie_gehoert", "dpjw"))
    assert chosen_programmes(BOOK, query) == ("dpjw",)


def test_link_and_filters_hold_the_journey() -> None:
    case = Case(("PL",), "jugendbegegnung", start=date(2027, 7, 12))
    link = plan_link(case, "https://example.org")
    assert link is not None
    assert link[1] == (
        "https://example.org/planer?land=PL&format=jugendbegegnung&beginn=2027-07-12"
    )
    assert plan_link(Case(("PL",)), "") is None
    assert plan_query(case, ("dpjw",)).endswith("&programm=dpjw")
    query = query_of_journey(case, ("dpjw",))
    assert query == DeadlineQuery(("dpjw",), ("PL",), ("jugendbegegnung",), start=date(2027, 7, 12))


def test_a_corrected_number_takes_the_place_of_the_old_one() -> None:
    selection = "land=PL&teilnehmende=16&beginn=2027-07-12"
    said = "das mit den 16 leuten stimmt nicht, wir sind 18"
    assert changes_number(said, selection)
    assert not changes_number(said, "land=PL")
    heard = Message(said, (Entity("group_size", "16", "16 leuten", "participants"),))
    case = journey_of(heard, selection, DeadlineQuery(countries=("PL",)), Seat, NOW)
    assert (case.group, case.start) == (Span(18, 18), date(2027, 7, 12))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Plan für den 10.03.2026", "Der 10. März 2026 ist schon vorbei."),
        ("Plan für heute", "Bis zum 26. November 2026 ist es sehr knapp"),
        ("Plan für den 10.12.2026", "Bis zum 10. Dezember 2026 ist es sehr knapp"),
        ("Plan für August 2027", "Für den Plan brauche ich den ersten Tag."),
        ("Bitte einen Plan", "Wann soll es losgehen?"),
    ],
)
def test_a_day_that_makes_no_plan_is_called_so(said: str, told: str) -> None:
    assert which_day(find_dates(said, NOW), NOW).startswith(told)
