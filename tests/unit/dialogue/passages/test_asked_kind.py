"""What a passage must tell to answer a short question."""

from __future__ import annotations

import pytest

from bot.dialogue.passages.asked_kind import (
    asks_how_long_valid,
    bare_age,
    kind_asked,
    tells_limit_of_age,
)


@pytest.mark.parametrize(
    ("said", "is_age"),
    [
        ("alle 19", True),
        ("unsere sind 15 bis 17", True),
        ("bin 16", True),
        ("wir sind 40", False),
        ("wir sind 8 leute", False),
        ("5 tage", False),
        ("und wie alt", False),
        ("14 15 16", False),
    ],
)
def test_an_age_alone(said: str, is_age: bool) -> None:
    assert bare_age(said) is is_age


@pytest.mark.parametrize(
    ("passage", "is_limit"),
    [
        ("Dafür brauchen Sie fünf Leute von 18 bis 30 Jahren.", True),
        ("Ab 13 Jahren gibt es Partizipationsprojekte.", True),
        ("In zwei Jahren gibt es eine Runde.", False),
        ("Das Zeugnis wird nach fünf Jahren neu gebraucht.", False),
    ],
)
def test_limits_of_age(passage: str, is_limit: bool) -> None:
    assert tells_limit_of_age(passage) is is_limit


def test_how_early_wants_a_time_before() -> None:
    tells = kind_asked("wie lange vorher")

    assert tells is not None
    assert tells("Der Antrag muss mindestens 6 Wochen vorher da sein.")
    assert not tells("Es gibt bis zu 8 Arbeitstage im Jahr.")


def test_from_when_on_is_told_by_an_age_or_a_time() -> None:
    tells = kind_asked("ab wann wein")

    assert tells is not None
    assert tells("Bier, Wein oder Schnaps, ab welchem Alter: Das steht im Jugendschutzgesetz.")
    assert tells("Planen Sie mehrere Monate ein.")
    assert not tells("Wer Dienst hat, trinkt nichts.")


def test_how_long_something_holds_is_told_apart() -> None:
    assert asks_how_long_valid("wie lange gilt die noch")
    assert not asks_how_long_valid("wie lange dauert das")
    assert not asks_how_long_valid("gilt das auch für uns")
