"""What the card says of times of which a message does not tell what they are."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.query import DeadlineQuery
from bot.offers.read_times import read_times

NOW = datetime(2026, 11, 28, 9, tzinfo=timezone.utc)


def read(said: str, sent: date | None = None) -> tuple[DeadlineQuery, str]:
    query = query_from(said, programmes=["dpjw"], dates=find_dates(said, NOW))
    return read_times(said, query, sent, NOW)


def test_a_day_of_which_nothing_is_told_is_left_out() -> None:
    query, words = read("Am 24.12. ist niemand da. Wann ist die Frist fürs DPJW?")
    assert (query.period, query.start) == (None, None)
    assert "Den 24. Dezember 2026 habe ich nicht mitgerechnet." in words


@pytest.mark.parametrize(
    "said",
    [
        "DPJW: Die Anzahlung ist am 15. Februar fällig, wir fahren am 20. Juni.",
        "DPJW, Geburtstag am 15. Februar, Abfahrt 20. Juni",
        "Wir fahren am 20. Juni, am 15. Februar zahlen wir an. DPJW?",
    ],
)
def test_a_day_of_something_beside_the_journey_is_left_out(said: str) -> None:
    query, words = read(said)
    assert (query.period, query.start) == (None, date(2027, 6, 20))
    assert words == "Den 15. Februar 2027 habe ich nicht mitgerechnet."


@pytest.mark.parametrize(
    "said",
    [
        "Wir treffen uns am 8.1. mit dem Partner, Frist DPJW für Juli?",
        "am 8. Januar Vortreffen in Danzig und im Juli dann die Begegnung, DPJW Frist?",
    ],
)
def test_a_meeting_before_is_no_journey(said: str) -> None:
    query, words = read(said)
    assert (query.period, query.start) == (None, date(2027, 7, 1))
    assert words == "Den 8. Januar 2027 habe ich nicht mitgerechnet."


def test_a_meeting_alone_is_the_journey() -> None:
    assert read("DPJW: Wir treffen uns am 8.1. mit dem Partner")[0].start == date(2027, 1, 8)


def test_of_two_days_without_a_word_none_is_the_first() -> None:
    said = "DPJW: 8. Februar Lena, 9. Mai Tom, bis wann beantragen?"
    query, words = read(said)
    assert (query.period, query.start) == (None, None)
    assert "Den 8. Februar 2027 habe ich nicht mitgerechnet." in words
    assert "Den 9. Mai 2027 habe ich nicht mitgerechnet." in words


def test_a_day_so_near_of_which_nothing_is_told_begins_no_journey() -> None:
    assert read("30. November DPJW direkt, heute noch machbar?")[0].start is None
    assert read("DPJW, 5. Dezember nach Posen, geht das noch?")[0].start == date(2026, 12, 5)


def test_a_month_with_a_story_of_its_own_is_left_out() -> None:
    query, words = read("Im Mai haben wir Prüfungen. Bis wann müssen wir zum DPJW?")
    assert query.start is None
    assert words == "Den Mai 2027 habe ich nicht mitgerechnet."


def test_a_day_told_as_beginning_or_deadline_needs_no_word() -> None:
    assert read("DPJW, wir fahren am 20. Juni")[1] == ""
    assert read("Endet die Frist fürs DPJW am 20. Juni?")[1] == ""


def test_a_day_of_the_council_is_said_to_be_that_of_the_application() -> None:
    said = "DPJW: Rat tagt am 3. Februar, los am 20. Mai"
    words = read(said, date(2027, 2, 3))[1]
    assert words.startswith("Den 3. Februar 2027 habe ich als Tag Ihres Antrags verstanden.")
    told = read("DPJW: Antrag schicken wir am 3. Februar, los am 20. Mai", date(2027, 2, 3))
    assert told[1] == ""


def test_a_day_beside_the_journey_is_no_second_one() -> None:
    said = "Wir fahren am 12.7. nach Polen. Der Partner meldet sich am 10.4. Reicht das?"
    query, _ = read(said, date(2027, 4, 10))
    assert query.start == date(2027, 7, 12)
    assert query.period is not None
    assert query.period.first == date(2027, 4, 10)


def test_who_meets_the_partner_on_the_journey_begins_it_then() -> None:
    said = "Wir treffen am 3.7. unsere Partner in Krakau und fahren am 10.7. zurück, DPJW Frist?"
    assert read(said)[0].start == date(2027, 7, 3)


def test_a_night_begins_on_its_first_day() -> None:
    said = "DPJW: Wir fahren in der Nacht vom 9.7.2027 auf den 10.7.2027 los"
    assert read(said)[0].start == date(2027, 7, 9)


def test_the_way_home_begins_no_journey() -> None:
    assert read("Rückflug aus Polen ist der 14.7.2027, bis wann zum DPJW?")[0].start is None


def test_who_leaves_the_country_sets_off() -> None:
    query, _ = read("DPJW, Ausreise am 20.1.2027, geht das noch?")
    assert (query.period, query.start) == (None, date(2027, 1, 20))
