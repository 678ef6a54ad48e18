"""Questions as people put them, and the query that they mean."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deadlines.asked.asking import Concern, concern_of, is_for_deadlines, wants_everything
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.named_spans import filter_spans
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.lookup import Mode, Period, YouthOffice
from bot.deadlines.models import Route
from tests.unit.deadlines.deadline_rig import NOW

ALL_BUT_CENTRAL = (Route.STATE_YOUTH_OFFICE, Route.DIRECT, Route.PORTAL)
ALL_BUT_OFFICE = (Route.CENTRAL_BODY, Route.DIRECT, Route.PORTAL)


@pytest.mark.parametrize(
    ("message", "mode"),
    [
        ("Was läuft gerade?", Mode.RUNNING),
        ("wo kann ich jetzt beantragen", Mode.RUNNING),
        ("Welche Ausschreibungen sind offen?", Mode.RUNNING),
        ("gibts was ohne feste frist", Mode.ALWAYS),
        ("was kann ich jederzeit beantragen", Mode.ALWAYS),
        ("Was ist als Nächstes dran?", Mode.NEXT),
        ("wann ist die nächste Frist beim DPJW", Mode.NEXT),
        ("welche fristen stehen an", Mode.NEXT),
        ("was läuft bald ab", Mode.NEXT),
        ("Fristen Erasmus", Mode.ALL),
        ("", Mode.ALL),
    ],
)
def test_what_is_running_and_what_comes_next(message: str, mode: Mode) -> None:
    assert query_from(message).mode is mode


@pytest.mark.parametrize(
    ("message", "period", "start"),
    [
        ("Welche Fristen gibt es im Februar?",
         Period(date(2027, 2, 1), date(2027, 3, 1)), None),
        ("was kann ich im märz beantragen", Period(date(2027, 3, 1), date(2027, 4, 1)), None),
        ("Was läuft im Januar ab?", Period(date(2027, 1, 1), date(2027, 2, 1)), None),
        ("bis wann Antrag stellen für eine Begegnung ab 12.07.2027?", None, date(2027, 7, 12)),
        ("Begegnung in Polen ab 12.07.2027", None, date(2027, 7, 12)),
        ("am 12.7.2027 fahren wir nach Polen, was muss ich tun", None, date(2027, 7, 12)),
        ("Frist für eine Jugendbegegnung im Juli 2027", None, date(2027, 7, 1)),
        ("bis wann DFJW Antrag für Pfingsten 2027", None, date(2027, 5, 16)),
        ("gibts noch Geld für 12.7.2027", None, date(2027, 7, 12)),
        ("Welche Fristen gelten für Februar?", Period(date(2027, 2, 1), date(2027, 3, 1)), None),
        ("Projektbeginn 1.6.2027, welche Fristen im Februar?",
         Period(date(2027, 2, 1), date(2027, 3, 1)), date(2027, 6, 1)),
        ("Fristen", None, None),
    ],
)  # fmt: skip
def test_a_date_is_that_of_the_deadline_or_of_the_journey(
    message: str, period: Period | None, start: date | None
) -> None:
    query = query_from(message, dates=find_dates(message, NOW))
    assert (query.period, query.start) == (period, start)


@pytest.mark.parametrize(
    ("message", "routes", "office"),
    [
        ("Fristen beim LVR", (Route.STATE_YOUTH_OFFICE,), YouthOffice.LVR),
        ("wann muss das beim lwl sein", (Route.STATE_YOUTH_OFFICE,), YouthOffice.LWL),
        ("Fristen beim Landesjugendamt", (Route.STATE_YOUTH_OFFICE,), None),
        ("wir sind ohne Dachverband", ALL_BUT_CENTRAL, None),
        ("Frist der Zentralstelle", ALL_BUT_OFFICE, None),
        ("Fristen KJP", (), None),
        ("Wir kommen aus Rheinland-Pfalz", (), None),
    ],
)
def test_the_way_of_the_application(
    message: str, routes: tuple[Route, ...], office: YouthOffice | None
) -> None:
    query = query_from(message)
    assert (query.routes, query.office) == (routes, office)


def test_home_is_taken_from_the_words_before_what_was_known() -> None:
    assert query_from("Fristen in Bayern", state="nrw").state == "bayern"
    assert query_from("Fristen", state="nrw", office=YouthOffice.LVR).office is YouthOffice.LVR
    assert query_from("Fristen beim LWL", office=YouthOffice.LVR).office is YouthOffice.LWL


def test_names_are_kept_once_and_in_order() -> None:
    query = query_from("x", programmes=["dpjw", "dfjw", "dpjw"], countries=["PL"], formats=[])
    assert (query.programmes, query.countries, query.formats) == (("dpjw", "dfjw"), ("PL",), ())


@pytest.mark.parametrize(
    ("message", "concern"),
    [
        ("Ich habe die Frist verpasst", Concern.TOO_LATE),
        ("gibt es noch Restmittel?", Concern.TOO_LATE),
        ("Kann ich das in den Kalender legen?", Concern.CALENDAR),
        ("Erinnern Sie mich an die Frist", Concern.REMINDER),
        ("Welche Schritte brauche ich für eine Begegnung?", Concern.PLAN),
        ("Fristen DPJW", Concern.LOOK_UP),
        ("Sagt mir Bescheid, bevor es zu spät ist", Concern.REMINDER),
        ("Begegnung in Polen ab 12.07.2027 – was muss ich wann tun?", Concern.PLAN),
        ("Gibt es die Termine für Outlook?", Concern.CALENDAR),
        # Names of programmes, not wishes.
        ("Frist für „Wege zur Erinnerung“", Concern.LOOK_UP),
        ("\x00\ud800 😀 <b>", Concern.LOOK_UP),
        ("x" * 100_000, Concern.LOOK_UP),
    ],
)
def test_what_a_person_is_after(message: str, concern: Concern) -> None:
    assert concern_of(message) is concern


@pytest.mark.parametrize(
    ("message", "spans"),
    [
        ("und im März?", ["März"]),
        ("und beim LVR?", ["LVR"]),
        ("Fristen bis Ende März", ["bis Ende März"]),
        ("was läuft gerade in Westfalen-Lippe?", ["läuft gerade", "Westfalen", "Westfalen-Lippe"]),
        ("und ohne Dachverband in Bayern", ["ohne Dachverband", "Bayern"]),
        ("Fristen DPJW", []),
        ("\x00\ud800 😀", []),
        ("", []),
    ],
)
def test_where_a_message_narrows_something_down(message: str, spans: list[str]) -> None:
    found = filter_spans(message, find_dates(message, NOW))
    assert [message[start:end] for start, end in found] == spans


@pytest.mark.parametrize(
    ("message", "is_meant"),
    [
        ("Fristen im Februar", True),
        ("stichtag lvr??", True),
        ("dpjw-frist in den kalender", True),
        ("Erinnert ihr mich an die Deadline?", True),
        ("Fristen", False),
        ("Das ist mir zu kurzfristig im Februar", False),
        ("fristlos gekündigt im Februar", False),
        ("Was kostet das im Februar?", False),
    ],
)
def test_a_question_for_deadlines_beyond_doubt(message: str, is_meant: bool) -> None:
    query = query_from(message, dates=find_dates(message, NOW))
    assert is_for_deadlines(message, query) == is_meant


@pytest.mark.parametrize(
    ("message", "is_meant"),
    [
        ("wann muss der antrag raus wenn wir im august fahren", True),
        ("wann wird über den antrag für august entschieden", False),
        ("was endet noch dieses jahr", True),
        ("welche programme nehmen grad anträge", True),
        ("das seminar endet im mai", False),
    ],
)
def test_a_question_for_deadlines_that_names_none(message: str, *, is_meant: bool) -> None:
    query = query_from(message, dates=find_dates(message, NOW))
    assert is_for_deadlines(message, query) is is_meant


@pytest.mark.parametrize(
    ("message", "is_meant"),
    [
        ("wann schließt kulturweit", True),
        ("kulturweit wann wieder", True),
        ("letzte runde kulturweit wann", True),
        ("kulturweit runde oktober", True),
        ("hey, kulturweit wann", True),
        ("kulturweit bewerbung bis?", True),
        ("letzter tag für kulturweit anträge?", True),
        ("unser projekt beginnt am 1. juni, welche kulturweit runde?", True),
        ("was ist kulturweit", False),
    ],
)
def test_a_round_of_a_programme_is_asked_for(message: str, *, is_meant: bool) -> None:
    dates = find_dates(message, NOW)
    query = query_from(message, programmes=("kulturweit",), dates=dates)
    assert is_for_deadlines(message, query) is is_meant


def test_the_time_beside_a_question_for_the_application_is_that_of_the_journey() -> None:
    for message in ("Griechenland Sommer 27, wann Antrag?", "wann antrag sommer 27"):
        query = query_from(message, dates=find_dates(message, NOW))
        assert (query.start, query.period) == (date(2027, 7, 19), None)
    half = "frist kjfp zweites halbjahr 2027"
    of_project = query_from(half, programmes=("kjfp_nrw",), dates=find_dates(half, NOW))
    assert (of_project.start, of_project.period) == (date(2027, 7, 1), None)
    round_of = query_from("runde oktober", dates=find_dates("runde oktober", NOW), begins=True)
    assert round_of.start is None


def test_everything_is_wanted_only_when_it_is_said() -> None:
    assert wants_everything("Kann ich alle Fristen in den Kalender legen?")
    assert not wants_everything("Kann ich die Fristen in den Kalender legen?")


@pytest.mark.parametrize(
    ("message", "is_exact"),
    [
        ("Frist für eine Begegnung ab 12.07.2027", True),
        ("Frist für eine Jugendbegegnung im Juli 2027", False),
        ("Frist für eine Begegnung in den Osterferien 2027", False),
        ("Fristen im Februar", True),
    ],
)
def test_a_month_is_no_exact_beginning(message: str, is_exact: bool) -> None:
    assert query_from(message, dates=find_dates(message, NOW)).is_start_exact == is_exact


@pytest.mark.parametrize(
    ("message", "is_meant"),
    [
        ("Konkreter Friedensdienst, Ausreise am 10. August", True),
        ("DPJW, Beginn am 3. Mai", True),
        ("das DPJW hat am 10. August geschrieben", False),
        ("DPJW im Sommer", False),
        ("beim DPJW haben wir für unsere Fahrt am 3. Mai schon alles bekommen", False),
    ],
)
def test_a_programme_and_its_first_day_ask_for_the_deadline(message: str, is_meant: bool) -> None:
    query = query_from(message, programmes=("dpjw",), dates=find_dates(message, NOW))
    assert is_for_deadlines(message, query) is is_meant
