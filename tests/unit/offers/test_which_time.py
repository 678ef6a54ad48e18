"""Which of several times is that of a deadline."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.doubt import DoubtedTime
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.office.parsing import read_book
from bot.offers.deadline_card import chosen_deadlines
from bot.offers.which_time import round_over_words, rounds_in, times_to_choose
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 29, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
SPRING = DoubtedTime(date(2027, 2, 1), date(2027, 6, 1), season="spring")


def chosen(message: str) -> list[str]:
    return [time.name for time in times_to_choose(message, find_dates(message, NOW))]


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("1. Februar oder 1. März?", ["1. Februar", "1. März"]),
        ("ist das jetzt der 1. oder der 3. September", ["1. September", "3. September"]),
        ("Frist 15.10. oder 1.12. fürs Land?", ["15. Oktober", "1. Dezember"]),
        ("bis 31.1. oder doch erst bis 31.5.?", ["31. Januar", "31. Mai"]),
        ("KA220 Frühjahr oder Herbst?", ["Frühjahr", "Herbst"]),
        ("was gilt: Februar oder Oktober", ["Februar", "Oktober"]),
        # These tell of a journey, or ask something else.
        ("fahren wir im Mai oder Juni, bis wann?", []),
        ("Anreise am 3. oder 4. Juli", []),
        ("ist es im Mai oder Juni wärmer", []),
        ("am 1.2. und am 1.3.", []),
        ("1. Februar?", []),
        ("10 oder 12 Tage?", []),
        ("", []),
    ],
)
def test_two_times_joined_by_or_are_to_choose_from(message: str, names: list[str]) -> None:
    assert chosen(message) == names


def intro(message: str, programme: str) -> str | None:
    times = times_to_choose(message, find_dates(message, NOW))
    offered = chosen_deadlines(BOOK, DeadlineQuery((programme,)), times, NOW, "")
    return None if offered is None else str(offered.card["intro"])


def test_the_right_one_of_two_days_is_told() -> None:
    told = intro("1. Februar oder 1. März?", "europa_schecks_nrw")
    assert told is not None
    assert "Der 1. Februar ist von früher als Termin bekannt" in told
    assert "Den 1. März kenne ich hier nicht als Termin." in told
    assert "Für die nächste Runde ist noch kein Tag bestätigt." in told


def test_two_days_of_different_rounds_are_told_apart() -> None:
    told = intro("15.10. oder 1.12.?", "kjfp_nrw")
    assert told is not None
    assert "Der 15. Oktober ist von früher als Termin bekannt: Internationale Jugendarbeit" in told
    assert "Der 1. Dezember ist von früher als Termin bekannt: Übrige Projektpositionen." in told


def test_none_of_two_days_is_told_without_a_word_of_the_next_round() -> None:
    told = intro("1. Februar oder 1. März?", "esk")
    assert told is not None
    assert told.startswith("Den 1. Februar kenne ich hier nicht als Termin. Den 1. März kenne")
    assert "nächste Runde" not in told


def test_months_in_which_nothing_ends_are_those_of_a_journey() -> None:
    assert intro("Mai oder Juni?", "kulturweit") is None
    assert intro("Januar oder Juni?", "kulturweit") is not None


def test_the_round_of_february_is_that_of_spring() -> None:
    items = find_deadlines(BOOK, DeadlineQuery(("esk",)), NOW).items
    assert rounds_in(SPRING, items) == ("um den 20. Februar",)


@pytest.mark.parametrize(
    ("message", "programme", "told"),
    [
        (
            "ist die Herbstrunde schon rum?",
            "erasmus_jugend",
            "im Herbst 2026 ist vermutlich vorbei",
        ),
        ("ist die Frühjahrsrunde schon rum?", "esk", "im Frühjahr 2027 ist vermutlich noch nicht"),
        ("ist die Sommerrunde schon rum?", "esk", ""),
        ("wann ist die Herbstrunde?", "esk", ""),
    ],
)
def test_whether_the_round_of_a_season_is_over(message: str, programme: str, told: str) -> None:
    items = find_deadlines(BOOK, DeadlineQuery((programme,)), NOW).items
    said = round_over_words(message, find_dates(message, NOW), items, NOW)
    assert told in said
    assert bool(said) == bool(told)
