"""Which journeys a message tells apart, each with its subject and its time."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.lookup import DeadlineQuery
from bot.fit.told.reading import Entity, Message
from bot.offers.several_journeys import journey_to_plan, journeys_apart

NOW = datetime(2026, 11, 28, 9, tzinfo=timezone.utc)
WORDS = {"Frankreich": "FR", "Polen": "PL", "Spanien": "ES"}
PROGRAMMES = {"DPJW": "dpjw", "DFJW": "dfjw"}


def apart(said: str) -> tuple[DeadlineQuery, ...]:
    found = [Entity("country", code, word) for word, code in WORDS.items() if word in said]
    found += [Entity("programme", code, word) for word, code in PROGRAMMES.items() if word in said]
    query = DeadlineQuery(
        tuple(e.value for e in found if e.name == "programme"),
        tuple(e.value for e in found if e.name == "country"),
    )
    return journeys_apart(Message(said, tuple(found)), query, NOW)


@pytest.mark.parametrize(
    "said",
    [
        "Frist für Frankreich im Mai und Polen im Herbst?",
        "Im Mai fahren wir nach Frankreich, im Herbst nach Polen. Fristen?",
    ],
)
def test_each_country_has_its_own_time_to_come(said: str) -> None:
    france, poland = apart(said)
    assert (france.countries, france.start) == (("FR",), date(2027, 5, 1))
    assert (poland.countries, poland.start) == (("PL",), date(2027, 9, 23))
    assert not poland.is_start_exact


def test_programmes_and_years_are_told_apart() -> None:
    first, second = apart("Frist beim DPJW 2027 und beim DFJW 2028?")
    assert (first.programmes, first.year, first.start) == (("dpjw",), 2027, None)
    assert (second.programmes, second.year) == (("dfjw",), 2028)


@pytest.mark.parametrize(
    "said",
    [
        "Frist für Frankreich und Polen im Mai?",
        "Frankreich im Mai oder im Juni, Frist?",
        "Was endet für Frankreich im Mai und für Polen im Juni?",
        # Not clear which time belongs to what.
        "Frankreich im Mai, im Juni Polen: Frist?",
        "Polen vom 3. Mai bis 10. Mai, Frist?",
    ],
)
def test_one_journey_or_no_clear_pairs_are_read_as_before(said: str) -> None:
    assert apart(said) == ()


def planned(said: str, start: date) -> tuple[DeadlineQuery | None, str]:
    found = [Entity("country", code, word) for word, code in WORDS.items() if word in said]
    query = DeadlineQuery(countries=tuple(e.value for e in found))
    return journey_to_plan(Message(said, tuple(found)), query, start, NOW)


def test_a_plan_is_made_for_one_of_two_journeys() -> None:
    said = "Am 14.5.2027 nach Spanien und am 1.8.2027 nach Polen"
    one, words = planned(said, date(2027, 5, 14))
    assert one is not None
    assert one.countries == ("ES",)
    assert "nur mit dem Beginn 14. Mai 2027" in words


def test_two_days_for_one_country_are_told_beside_the_plan() -> None:
    one, words = planned("Wir reisen am 14.5.2027 und am 1.8.2027 nach Polen", date(2027, 5, 14))
    assert one is None
    assert "nur mit dem Beginn 14. Mai 2027" in words


def test_the_way_home_is_no_other_journey() -> None:
    said = "Hinfahrt nach Spanien 14.5.2027, Rückfahrt über Polen 22.5.2027"
    assert planned(said, date(2027, 5, 14)) == (None, "")
