"""Questions whether a day is one of a deadline: confirmed, possible, or set right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.doubt import (
    DoubtedTime,
    Match,
    asks_for_round,
    asks_if_day_holds,
    doubt_words,
    doubted_time,
    doubts,
    fitting_first,
    lone_day,
)
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.models import FixedRule, MonthDay, PatternRule, Round, Status, UnknownRule
from bot.deadlines.query import Found
from tests.unit.deadlines.deadline_rig import MAY, NOW, OCTOBER, deadline

FIRST = Round(MonthDay(9, 28), MonthDay(10, 1), "um den 1. Oktober")
NOTE = (
    "Der 15. Oktober ist ein Vorrangtermin, keine Ausschlussfrist: Später geht auch. Sonst nichts."
)


def found(rule: Any, status: Status = Status.UNCONFIRMED, **changes: Any) -> Found:
    return Found(deadline(rule, **changes), status)


def day(month: int, number: int, *, binding: bool = False) -> DoubtedTime:
    return DoubtedTime(date(2027, month, number), date(2027, month, number + 1), binding)


MONTH_OF_MAY = DoubtedTime(date(2027, 5, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("ist der 15. Oktober eine Ausschlussfrist?", date(2027, 10, 15)),
        ("gabs da nicht auch ne runde im mai?", date(2027, 5, 1)),
        ("ich dachte 1. februar?", date(2027, 2, 1)),
        ("ist der 20. februar sicher", date(2027, 2, 20)),
        ("19.2.27 erasmus stimmt das?", date(2027, 2, 19)),
        ("frist dgjw 1. november oder?", date(2027, 11, 1)),
        ("kjp bis 30. november?", date(2026, 11, 30)),
        ("dfjw bis 31. mai oder 31. januar??", date(2027, 5, 31)),
        ("wir bleiben bis 30. november", None),
        ("ich hab gehört bis 15.10., stimmt das", date(2027, 10, 15)),
        ("erasmus oktober ist rum, oder?", None),
        ("gibts im sommer auch ne runde", date(2027, 6, 1)),
        ("ist die Frühjahrsrunde bei Erasmus fix", date(2027, 2, 1)),
        ("gibt es eine Herbstrunde?", date(2026, 9, 1)),
        ("war der 15. september ensa?", date(2027, 9, 15)),
        ("war der 15. september nicht so schön wie die tage davor und danach", None),
        # Which round counts for a journey is no doubt.
        ("welche runde gilt für den sommer bei erasmus", None),
        ("was gibt es im sommer", None),
        # A journey is told, nothing is doubted.
        ("ich hab gehört wir fahren im juli", None),
        ("und am 20.6.?", None),
        ("ich dachte drei Monate vorher", None),
        ("", None),
        ("\x00\ud800", None),
    ],
)
def test_a_doubted_day_is_none_of_a_journey(message: str, first: date | None) -> None:
    query = query_from(message, dates=find_dates(message, NOW))
    doubted = doubted_time(message, query.period)
    assert (None if doubted is None else doubted.first) == first


def test_only_some_words_doubt() -> None:
    assert doubts("War das nicht der 1. September?")
    assert not doubts("Welche Fristen gibt es im September?")


@pytest.mark.parametrize(
    ("doubted", "item", "match"),
    [
        (day(10, 1), found(PatternRule("", (FIRST,))), Match.EXACT),
        (day(9, 29), found(PatternRule("", (FIRST,))), Match.NEAR),
        (day(10, 15), found(PatternRule("", (OCTOBER,))), Match.NEAR),
        (day(11, 3), found(PatternRule("", (OCTOBER,))), Match.NONE),
        (MONTH_OF_MAY, found(PatternRule("", (MAY,))), Match.EXACT),
        (MONTH_OF_MAY, found(PatternRule("", (OCTOBER,))), Match.NONE),
        (day(3, 4), found(UnknownRule(), last_known=(date(2024, 3, 4),)), Match.EXACT),
        (day(3, 4), found(FixedRule(date(2027, 3, 4), None, ""), Status.OPEN), Match.SURE),
        # The 29th of February is not in every year.
        (day(2, 27), found(UnknownRule(), last_known=(date(2024, 2, 29),)), Match.NONE),
    ],
)
def test_how_well_a_day_fits(doubted: DoubtedTime, item: Found, match: Match) -> None:
    assert doubted.match(item) is match


def test_what_fits_comes_first_and_is_told() -> None:
    other, meant = found(PatternRule("", (MAY,))), found(PatternRule("", (FIRST,)))
    items = fitting_first(day(10, 1), [other, meant])
    assert items == (meant, other)
    assert doubt_words(day(10, 1), items).startswith("Ja, der 1. Oktober ist von früher")
    assert doubt_words(day(8, 1), items) == "Den 1. August kenne ich hier nicht als Termin."
    assert doubt_words(MONTH_OF_MAY, ()) == "Einen Termin im Mai kenne ich hier nicht."


def test_the_note_of_the_day_answers_whether_it_binds() -> None:
    noted = found(PatternRule("", (OCTOBER,)), note=NOTE)
    plain = found(PatternRule("", (OCTOBER,)))
    doubted = day(10, 15, binding=True)
    items = fitting_first(doubted, [plain, noted])
    assert items[0] is noted
    assert doubt_words(doubted, items) == NOTE.removesuffix(" Sonst nichts.")
    assert "Bitte fragen Sie bei dieser Stelle nach: DPJW" in doubt_words(doubted, (plain,))
    # Whoever does not ask for that hears of it all the same.
    assert doubt_words(day(10, 15), items).endswith("Später geht auch.")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("bis zum 19. Februar?", date(2027, 2, 19)),
        ("Also bis zum 1.12.?", date(2026, 12, 1)),
        # Here somebody asks for what closes until then.
        ("was endet bis zum 19. Februar?", None),
        ("bis zum 19. Februar", None),
    ],
)
def test_a_bare_day_asks_back_whether_it_is_the_one(said: str, day: date | None) -> None:
    period = query_from(said, dates=find_dates(said, NOW)).period
    doubted = doubted_time(said, period)
    assert (None if doubted is None else doubted.first) == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("19. Februar", date(2027, 2, 19)),
        ("und der 12.2.?", date(2027, 2, 12)),
        ("am 12.7. fahren wir", None),
        ("im Februar", None),
        ("heute", None),
        ("", None),
    ],
)
def test_a_day_alone_may_be_asked_about_or_begin_a_journey(said: str, day: date | None) -> None:
    period = query_from(said, dates=find_dates(said, NOW)).period
    lone = lone_day(said, period, NOW)
    assert (None if lone is None else lone.first) == day


def test_who_names_a_day_alone_reads_how_to_tell_a_beginning() -> None:
    lone = DoubtedTime(date(2027, 10, 1), date(2027, 10, 2), may_begin=True)
    told = doubt_words(lone, (found(PatternRule("Im Oktober.", (FIRST,))),))
    assert told.startswith("Ja, der 1. Oktober ist von früher als Termin bekannt.")
    assert "„Beginn 1. Oktober“" in told
    assert doubt_words(lone, ()).startswith("Was ist am 1. Oktober?")


@pytest.mark.parametrize(
    ("said", "is_doubted"),
    [
        ("Ist der 28.02. die Frist für Erasmus+?", True),
        ("war der 1. Oktober der Stichtag", True),
        ("ist der Antrag bis zur Frist fertig?", False),
        ("Ist der 12. Juli ein Montag", False),
    ],
)
def test_whether_a_day_is_the_deadline_is_asked_back(said: str, *, is_doubted: bool) -> None:
    assert doubts(said) is is_doubted


@pytest.mark.parametrize(
    ("message", "is_asked"),
    [
        ("gilt der 31. Januar noch", True),
        ("bleibt es beim 15. Oktober?", True),
        ("steht der 3. September schon fest", True),
        ("ist der 30. November schon vorbei", True),
        ("gilt der 31. Januar noch bei der BKJ", False),
        ("stimmt das mit dem Bus am 3. Mai", False),
        ("wir fahren am 3. Mai", False),
        ("gilt das noch", False),
    ],
)
def test_whether_a_day_still_holds_is_asked_alone(message: str, is_asked: bool) -> None:
    assert asks_if_day_holds(message, find_dates(message, NOW)) is is_asked


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("ist der 15. Oktober beim KJFP schon vorbei", date(2026, 10, 15)),
        ("der 1.10. ist bei Erasmus schon rum oder", date(2026, 10, 1)),
        # What comes within weeks is never told to be over.
        ("ist der 30. November schon vorbei", date(2026, 11, 30)),
        ("ist der 15. Oktober der Termin", date(2027, 10, 15)),
    ],
)
def test_a_day_asked_to_be_over_is_the_last_one(message: str, first: date) -> None:
    assert [span.first for span in find_dates(message, NOW)] == [first]


@pytest.mark.parametrize(
    ("message", "is_asked"),
    [
        ("und für die Runde im Herbst?", True),
        ("gibts im Sommer auch ne Runde", True),
        ("welche Runde gilt für den Sommer", False),
        ("und für die Fahrt im Herbst?", False),
    ],
)
def test_a_round_in_a_season_is_asked_for_also_behind_a_word_for_its_purpose(
    message: str, *, is_asked: bool
) -> None:
    assert asks_for_round(message) is is_asked
