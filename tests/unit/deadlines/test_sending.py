"""Whether an application is in time that is sent on a day: "23.12. noch ok für KJP?"."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.deadlines.asked.asking import asks_whether_in_time, is_for_deadlines
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.sending import single_day
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.wording import when_words
from bot.offers.deadline_card import Beside, offered_deadlines
from tests.unit.deadlines.deadline_rig import REAL

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
BOOK = read_book(REAL)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("23.12. noch ok für KJP?", date(2026, 12, 23)),
        ("reicht der 15.2. für erasmus?", date(2027, 2, 15)),
        ("kann ich den Antrag am 10. Januar noch stellen, KJP?", date(2027, 1, 10)),
        ("ist der 1. oktober noch zu schaffen", date(2027, 10, 1)),
        ("reicht es bis zum 31.12.?", date(2026, 12, 31)),
        # So soon nobody sets off who asks for the deadline.
        ("übermorgen KJP noch möglich?", date(2026, 11, 29)),
    ],
)
def test_a_day_alone_is_that_of_the_application(said: str, day: date) -> None:
    query = query_from(said, programmes=("kjp_bund",), dates=find_dates(said, NOW))
    assert (single_day(query.period), query.start) == (day, None)
    assert asks_whether_in_time(said, query)


@pytest.mark.parametrize(
    "said",
    [
        "am 12.7. nach Polen, geht das noch?",
        "wir fahren am 12.7., schaffen wir das noch?",
        "Beginn 12.7., noch möglich?",
        "DPJW für Juli noch möglich?",
    ],
)
def test_a_day_of_the_journey_stays_one(said: str) -> None:
    query = query_from(said, programmes=("dpjw",), dates=find_dates(said, NOW))
    assert query.start is not None
    assert query.period is None


@pytest.mark.parametrize(
    ("said", "is_sent"),
    [("polen 12.7.27 is das noch ok", False), ("reicht der 12.7. für polen?", True)],
)
def test_a_country_makes_a_journey_of_a_day_unless_it_is_asked_about(
    said: str, *, is_sent: bool
) -> None:
    query = query_from(said, countries=("PL",), dates=find_dates(said, NOW))
    assert (single_day(query.period) is not None) is is_sent
    assert (query.start is None) is is_sent


@pytest.mark.parametrize(
    ("programme", "day", "start", "told"),
    [
        ("erasmus_jugend", date(2027, 1, 15), None, "rechtzeitig für diese Runde"),
        ("erasmus_jugend", date(2027, 2, 20), None, "liegt in der Zeit"),
        ("erasmus_jugend", date(2027, 4, 1), None, "vermutlich schon vorbei"),
        # A day near the next round of the year is asked about for that one.
        ("erasmus_jugend", date(2027, 9, 15), None, "diese Runde: um den 1. Oktober"),
        ("erasmus_jugend", date(2027, 10, 1), None, "sonst endete: um den 1. Oktober"),
        ("erasmus_jugend", date(2027, 10, 1), date(2027, 8, 1), "vermutlich schon vorbei"),
        ("erasmus_jugend", date(2027, 10, 20), None, "vorbei: um den 1. Oktober (im Jahr 2027)"),
        ("erasmus_jugend", date(2028, 3, 5), None, "läuft bis Ende 2027. Was danach gilt"),
        ("dgjw", date(2027, 3, 1), None, "Diese Runde gilt für Projekte im Jahr 2028."),
        ("dpjw", date(2026, 12, 20), None, "ab dem 20. März 2027 beginnen"),
        ("dpjw", date(2027, 4, 3), date(2027, 7, 10), "käme rechnerisch rechtzeitig"),
        ("dpjw", date(2027, 4, 12), date(2027, 7, 10), "käme rechnerisch zu spät"),
        ("kjp_bund", date(2026, 12, 23), None, "kann ich nicht sagen"),
        ("dpjw", date(2026, 11, 1), None, "ist schon vorbei"),
        # What is over is told as over, for the round it was nearest to.
        ("dpjw", date(2026, 10, 1), None, "ab dem 1. Januar 2027 beginnen"),
        ("dgjw", date(2026, 11, 1), None, "sonst endete: bis 1. November (im Jahr 2026)"),
        ("dgjw", date(2026, 11, 9), None, "An diesem Tag war diese Runde vermutlich schon vorbei"),
        ("dgjw", date(2026, 9, 9), None, "kam nach den Erfahrungen früherer Jahre rechtzeitig"),
        ("erasmus_jugend", date(2026, 10, 20), date(2027, 3, 1), "schon vorbei: um den 1. Oktober"),
        ("kjp_bund", date(2026, 10, 1), None, "rechtzeitig war, kann ich nicht sagen"),
        # Sent in April for July: both may be of this year, and then it was late.
        ("dpjw", date(2026, 4, 10), date(2027, 7, 1), "rechtzeitig war, kann ich nicht sagen"),
        # Nothing follows from the 1st of December, which may be that of others.
        ("kjfp_nrw", date(2026, 10, 20), None, "Zu spät ist das nicht"),
    ],
)
def test_what_is_told_of_the_day(programme: str, day: date, start: date | None, told: str) -> None:
    query = DeadlineQuery((programme,), start=start)
    assert told in offered_deadlines(BOOK, query, NOW, "", Beside(sent=day)).card["intro"]


def test_a_verdict_for_a_country_tells_whose_it_is() -> None:
    query = DeadlineQuery(countries=("PL",), start=date(2027, 7, 1))
    card = offered_deadlines(BOOK, query, NOW, "", Beside(sent=date(2027, 5, 1))).card
    said = "Ein Antrag am 1. Mai 2027 käme rechnerisch zu spät."
    assert card["intro"].startswith(f"Deutsch-Polnisches Jugendwerk (DPJW): {said}")


@pytest.mark.parametrize(
    ("said", "day", "start"),
    [
        ("Mitte Feb wollen wir den Antrag einreichen, passt das?", date(2027, 2, 20), None),
        ("Wenn wir Anfang Juni starten, ist der 1. März ok?", date(2027, 3, 1), date(2027, 6, 1)),
        ("Bis Freitag muss ich wissen, ob wir den 12. Februar noch schaffen.", date(2027, 2, 12),
         None),
        ("am 1.10. eingereicht, reicht das für Juli?", date(2026, 10, 1), date(2027, 7, 1)),
        # Both years are possible: a day to come makes no wrong yes.
        ("Fahrt im Juli 2027. Antrag am 1.5. eingereicht, ist das ok?", date(2027, 5, 1),
         date(2027, 7, 1)),
        ("Hab den Antrag fürs DGJW gestern abgeschickt, Beginn ist am 20. Mai. Zu spät?",
         date(2026, 11, 26), date(2027, 5, 20)),
        ("wir haben bis 1.10. abgegeben, fahren im juli", date(2026, 10, 1), date(2027, 7, 1)),
        ("War der 1. November zu spät?", date(2026, 11, 1), None),
        # The verb that hands in may stand at the end.
        ("können wir am 10. Januar noch beim DGJW abgeben, los gehts am 12. April",
         date(2027, 1, 10), date(2027, 4, 12)),
        ("reicht der Antrag Mitte April?", date(2027, 4, 20), None),
        ("Wir geben nächste Woche ab beim DGJW, passt das?", date(2026, 12, 6), None),
        # This day is still to come.
        ("Muss der Antrag am 1.10. eingereicht sein?", date(2027, 10, 1), None),
        ("War der 1. Dezember zu spät?", date(2026, 12, 1), None),
    ],
)  # fmt: skip
def test_which_day_is_that_of_the_application(said: str, day: date, start: date | None) -> None:
    query = query_from(said, programmes=("dgjw",), dates=find_dates(said, NOW))
    assert (single_day(query.period), query.start) == (day, start)


@pytest.mark.parametrize(
    ("said", "first", "start"),
    [
        ("Kommen wir mit Abgabe Ende Januar noch rein? Fahrt im Juli", date(2027, 1, 21),
         date(2027, 7, 1)),
        ("Reicht uns Ende März? Beginn ist der 5. Juli", date(2027, 3, 21), date(2027, 7, 5)),
        # Of two times, the one told is the journey.
        ("Kann man im Januar noch Geld für eine Fahrt im März kriegen?", date(2027, 1, 1),
         date(2027, 3, 1)),
        ("ist anfang märz ok wenn wir ende juni fahren?", date(2027, 3, 1), date(2027, 6, 21)),
        ("Die Begegnung ist Mitte Juli, ist Antrag Anfang April ok?", date(2027, 4, 1),
         date(2027, 7, 11)),
    ],
)  # fmt: skip
def test_some_days_of_the_application_are_no_beginning(said: str, first: date, start: date) -> None:
    query = query_from(said, programmes=("dpjw",), dates=find_dates(said, NOW))
    assert query.period is not None
    assert (query.period.first, query.start) == (first, start)
    assert asks_whether_in_time(said, query)


@pytest.mark.parametrize(
    "said", ["Fahrt ist Anfang Mai, ist das ok?", "Polen Ende Mai, reicht das noch?"]
)
def test_some_days_of_the_journey_stay_its_beginning(said: str) -> None:
    query = query_from(said, programmes=("dpjw",), dates=find_dates(said, NOW))
    assert query.start is not None
    assert query.period is None


def test_the_card_begins_with_the_day_that_was_asked_about() -> None:
    query = DeadlineQuery(("kjp_bund",))
    card = offered_deadlines(BOOK, query, NOW, "", Beside(sent=date(2026, 12, 23))).card
    assert card["intro"].startswith("Ob ein Antrag am 23. Dezember 2026 noch rechtzeitig ist")
    assert "Beginnt Ihre Fahrt an diesem Tag?" in card["intro"]
    assert "Beginn am" not in card["intro"]


def test_what_comes_next_is_not_said_to_be_in_a_month_that_is_over() -> None:
    said = "erasmus plus jugend frist märz 2025"
    query = query_from(said, programmes=("erasmus_jugend",), dates=find_dates(said, NOW))
    items = offered_deadlines(BOOK, query, NOW, "").card["items"]
    assert any("Als Nächstes: " in item["when"] for item in items)
    assert not any("In diesem Zeitraum" in item["when"] for item in items)
    asked = query_from("erasmus fristen im februar 2027", programmes=("erasmus_jugend",),
                       dates=find_dates("fristen im februar 2027", NOW))  # fmt: skip
    first = find_deadlines(BOOK, asked, NOW).items[0]
    assert "In diesem Zeitraum" in when_words(first, asked, BOOK.primary_hosts, NOW)


@pytest.mark.parametrize(
    "said", ["wann muss ich in polen abgeben wenn wir im juli fahren", "wann einzureichen, Polen?"]
)
def test_handing_in_is_applying(said: str) -> None:
    query = query_from(said, countries=("PL",), dates=find_dates(said, NOW))
    assert query.period is None
    assert is_for_deadlines(said, query)


def test_until_a_day_is_a_period_unless_that_day_is_asked_about() -> None:
    said = "was ist bis 31.12. noch möglich beim DPJW"
    query = query_from(said, programmes=("dpjw",), dates=find_dates(said, NOW))
    assert query.period is not None
    assert single_day(query.period) is None


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("am 10. Februar abschicken, ist das noch ok, Beginn im Mai?", date(2027, 5, 1)),
        ("Bis zum 15. Januar schaffen wir den Antrag, reicht das im Sommer?", date(2027, 7, 19)),
    ],
)
def test_beside_the_day_of_the_application_stands_that_of_the_journey(
    said: str, start: date
) -> None:
    query = query_from(said, programmes=("erasmus_jugend",), dates=find_dates(said, NOW))
    assert query.start == start
    assert query.period is not None


def test_who_asks_if_it_is_still_enough_wants_to_know_whether_there_is_time() -> None:
    said = "Reicht es noch für einen Antrag beim DPJW, Beginn am 5. Januar 2027?"
    query = query_from(said, programmes=("dpjw",), dates=find_dates(said, NOW))
    assert asks_whether_in_time(said, query)


def test_of_two_times_the_one_asked_about_is_no_journey() -> None:
    said = "Reicht der 1. Juni für unsere Begegnung in Polen im Juli?"
    query = query_from(said, countries=("PL",), dates=find_dates(said, NOW))
    assert single_day(query.period) == date(2027, 6, 1)
    assert query.start == date(2027, 7, 1)
    assert asks_whether_in_time(said, query)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Wir haben den Antrag am 1.10. gestellt, war das rechtzeitig?", date(2026, 10, 1)),
        ("Hab die Unterlagen am 2. November an das DGJW geschickt", date(2026, 11, 2)),
        (
            "Wir haben alles geschickt am 2.11. für Griechenland 2027, reicht das?",
            date(2026, 11, 2),
        ),
        ("Wir haben am 5.12. den Antrag gestellt", date(2025, 12, 5)),
        ("War die Erasmus-Frist am 1. Oktober?", date(2026, 10, 1)),
        ("Welche Fristen waren im Oktober?", date(2026, 10, 31)),
        ("Ist die Frist vom 1.10. schon rum?", date(2026, 10, 1)),
        # What comes within weeks is never told to be over.
        ("War die Frist beim KJP nicht am 30. November?", date(2026, 11, 30)),
        ("Ist die Frist am 1. Dezember schon vorbei?", date(2026, 12, 1)),
        ("Die Frist war doch erst am 15. Januar, oder?", date(2027, 1, 15)),
        ("War die Frist am 31. Mai?", date(2026, 5, 31)),
        # A journey lies ahead, whatever is over.
        ("Ist die Frist für den 15. Mai schon vorbei?", date(2027, 5, 15)),
        ("Am 15. Mai nach Polen, ist die Frist schon vorbei?", date(2027, 5, 15)),
        ("War die Frist für die Fahrt am 15. Mai nicht schon?", date(2027, 5, 15)),
        ("Bis zum 1.10. müssen wir den Antrag gestellt haben", date(2027, 10, 1)),
        ("Wir haben alles beisammen, am 2.11. wird der Antrag gestellt", date(2027, 11, 2)),
        ("Wir haben den Antrag am 1.10.2025 gestellt", date(2025, 10, 1)),
    ],
)
def test_what_was_sent_was_sent_on_a_day_that_is_over(said: str, day: date) -> None:
    span = find_dates(said, NOW)[0]
    assert span.until is not None
    assert span.until - timedelta(days=1) == day


@pytest.mark.parametrize(
    ("said", "day", "start"),
    [
        ("kann ich heute noch einreichen für den 28. Februar 2027?", 27, date(2027, 2, 28)),
        ("Antrag ging am 20. November raus, die Begegnung startet am 15. März 2027", 20,
         date(2027, 3, 15)),
    ],
)  # fmt: skip
def test_the_day_of_the_application_is_no_beginning(said: str, day: int, start: date) -> None:
    query = query_from(said, programmes=("dpjw",), dates=find_dates(said, NOW))
    assert query.start == start
    sent = single_day(query.period)
    assert sent is not None
    assert (sent.month, sent.day) == (11, day)
