"""A bare question for a deadline keeps the subject and the beginning of the talk."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import read_book
from bot.dialogue.context import Context
from bot.dialogue.topics import OVERVIEW_TOPIC
from bot.offers.earlier_talk import may_begin, with_talk, with_told_start
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
NOTHING = DeadlineQuery()
FRANCE = DeadlineQuery(countries=("FR",))
JAPAN = [Context("foerderung_uebersee", "answer", countries=("JP",)), Context("kosten", "answer")]
CZECHIA = [Context("foerderung_tandem", "act", selection="land=CZ&beginn=2027-07-01")]


@pytest.mark.parametrize(
    ("question", "contexts", "countries"),
    [
        ("wann ist anmeldeschluss für 2027?", JAPAN, ("JP",)),
        ("bis wann müssen wir beantragen?", CZECHIA, ("CZ",)),
        ("welche fristen gibt es gerade", CZECHIA, ()),
        ("alle fristen, bis wann?", CZECHIA, ()),
        ("bis wann?", [Context("juleica", "answer")], ()),
        ("wann ist frist für jugendbildung", CZECHIA, ()),
        ("frist kulturelle jugendbildung bkj", CZECHIA, ()),
    ],
)
def test_the_subject_of_the_talk_holds(
    question: str, contexts: list[Context], countries: tuple[str, ...]
) -> None:
    assert with_talk(question, NOTHING, OVERVIEW_TOPIC, contexts, BOOK, NOW).countries == countries


def test_whoever_tells_only_when_goes_on_with_the_talk() -> None:
    late = [Context("frist_verpasst_kurzfristig", "answer", countries=("PL",))]
    told = with_talk("februar wollten wir los", NOTHING, OVERVIEW_TOPIC, late, BOOK, NOW)
    assert told.countries == ("PL",)
    asked = with_talk("welche fristen im februar?", NOTHING, OVERVIEW_TOPIC, late, BOOK, NOW)
    assert asked == NOTHING


def test_what_the_message_itself_is_about_goes_before() -> None:
    assert with_talk("bis wann?", FRANCE, OVERVIEW_TOPIC, JAPAN, BOOK, NOW) == FRANCE
    assert with_talk("bis wann?", NOTHING, "foerderung_land_nrw", JAPAN, BOOK, NOW) == NOTHING


def test_the_beginning_told_in_an_earlier_message_holds() -> None:
    talk = ["Wir planen was mit Frankreich, 8 Tage in Lyon im Oktober 2027.", "und bis wann?"]
    found = with_told_start(FRANCE, [], talk, NOW)
    assert (found.start, found.is_start_exact) == (date(2027, 10, 1), False)
    # What was selected since goes before.
    assert with_told_start(FRANCE, CZECHIA, talk, NOW) == FRANCE
    # Without a subject the list of all deadlines would be narrowed by a date of something else.
    assert with_told_start(NOTHING, [], talk, NOW) == NOTHING


@pytest.mark.parametrize(
    "before",
    [
        "wir treffen uns am 1. Dezember 2026 mit dem Team",
        "welche Fristen enden im März 2027?",
        "im Oktober 2025 waren wir in Lyon",
    ],
)
def test_other_dates_are_no_beginning(before: str) -> None:
    assert with_told_start(FRANCE, [], [before, "und bis wann?"], NOW) == FRANCE


def test_an_answer_about_a_programme_is_its_subject() -> None:
    talk = [Context("jugendinitiative_esk", "answer")]
    found = with_talk("und wann ist frist?", NOTHING, OVERVIEW_TOPIC, talk, BOOK, NOW)
    assert found == DeadlineQuery(("esk",))


def test_a_plan_that_waits_for_its_day_has_selected_nothing() -> None:
    talk = ["mach mir einen plan für frankreich im juli 2027", "und bis wann?"]
    plan = [Context("planung_zeitplan", "act", selection="land=FR", wish="plan")]
    assert with_told_start(FRANCE, plan, talk, NOW).start == date(2027, 7, 1)


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("12. Juli?", True),
        ("herbst 27", True),
        # Nobody can say which is meant: what is known of that day is told.
        ("19. Februar", False),
        ("im Februar", False),
        ("feb 28", True),
        ("februar übernächstes jahr", True),
        ("ab februar 28", True),
        ("im Juli", False),
        ("stimmt der 12. Juli?", False),
        ("und vorgestern?", False),
    ],
)
def test_a_bare_time_below_deadlines(message: str, *, begins: bool) -> None:
    listed = Context("foerderung_erasmus_jugend", "act", selection="programm=erasmus_jugend")
    query = DeadlineQuery(("erasmus_jugend",))
    assert may_begin(message, query, listed, BOOK, NOW, is_asked=False) is begins


@pytest.mark.parametrize(("message", "begins"), [("im April", True), ("im Januar", False)])
def test_below_a_lead_time_a_month_is_that_of_the_beginning(message: str, *, begins: bool) -> None:
    listed = Context("foerderung_dpjw", "act", selection="programm=dpjw")
    query = DeadlineQuery(("dpjw",))
    assert may_begin(message, query, listed, BOOK, NOW, is_asked=False) is begins


def test_a_bare_time_is_that_of_the_journey_talked_about() -> None:
    begun = DeadlineQuery(("erasmus_jugend",), start=date(2027, 7, 1))
    listed = Context("foerderung_erasmus_jugend", "act", selection="programm=erasmus_jugend")
    assert may_begin("19. Februar", begun, listed, BOOK, NOW, is_asked=False)
    assert may_begin("im Februar", NOTHING, listed, BOOK, NOW, is_asked=True)
    # Of all deadlines, a day is one on which some of them close.
    assert not may_begin("12. Juli", NOTHING, listed, BOOK, NOW, is_asked=False)


def test_a_day_of_a_deadline_below_a_half_year_is_asked_about() -> None:
    half = DeadlineQuery(("kjfp_nrw",), start=date(2027, 7, 1), is_start_exact=False)
    listed = Context("foerderung_land_nrw", "act", selection="programm=kjfp_nrw")
    assert not may_begin("und 1. Dezember?", half, listed, BOOK, NOW, is_asked=False)
    assert may_begin("und der 12. August?", half, listed, BOOK, NOW, is_asked=False)
    assert may_begin("im August", half, listed, BOOK, NOW, is_asked=False)
