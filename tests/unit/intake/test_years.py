"""Loose dates: a year of two digits is a year."""

from __future__ import annotations

import pytest

from bot.intake.plan.urgency import starts_soon
from bot.intake.plan.years import with_full_years
from tests.unit.intake.intake_rig import NOW, heard, reader


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("oktober 27", "oktober 2027"),
        (
            "pfingsten 27, aber vielleicht auch sommer",
            "pfingsten 2027, aber vielleicht auch sommer",
        ),
        ("im okt '27 nach Polen", "im okt 2027 nach Polen"),
        ("Mai/Juni 27", "Mai/Juni 2027"),
        ("kommen im juli 27 zu uns", "kommen im juli 2027 zu uns"),
        # These tell a number of people, days, or nothing that is planned.
        ("im juli 27 Leute", "im juli 27 Leute"),
        ("juli 27 bis 30", "juli 27 bis 30"),
        ("mai 12", "mai 12"),
    ],
)
def test_two_digits_after_a_time_are_a_year(said: str, read: str) -> None:
    assert with_full_years(said, NOW) == read


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("oktober 27", "oktober 2027"),
        ("pfingsten 27", "pfingsten 2027"),
        ("nächsten sommer", "nächsten sommer"),
        ("ende mai", "ende mai"),
        (
            "pfingsten 27, aber vielleicht auch sommer",
            "pfingsten 2027, aber vielleicht auch sommer",
        ),
    ],
)
def test_a_loose_date_is_neither_lost_nor_misread(said: str, period: str) -> None:
    assert reader().read("period", {}, heard(said)).values["period"] == period


def test_november_27_is_not_tomorrow() -> None:
    told = reader().read("topic", {}, heard("Wir wollen im november 27 nach Togo")).values
    assert told["period"] == "november 2027"
    assert not starts_soon(told["period"], NOW)


def test_a_journey_in_english_words_is_urgent_as_well() -> None:
    assert starts_soon("from 3 December until 10 December 2026", NOW)
    assert not starts_soon("from 3 March until 10 March 2027", NOW)


def test_how_long_a_journey_takes_stands_beside_a_loose_time() -> None:
    said = heard("eine woche im september", duration="7|eine woche")
    assert reader().named(said.message)["period"] == "September, eine Woche"
    alone = heard("im september nach Polen")
    assert reader().named(alone.message)["period"] == "September"
