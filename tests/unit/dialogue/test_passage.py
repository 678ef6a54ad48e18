from __future__ import annotations

import pytest

from bot.dialogue.passage import best_passage

JULEICA = (
    "Voraussetzungen in NRW: mindestens 16 Jahre.",
    "Verlängern: Dafür brauchen Sie eine Fortbildung und stellen online einen neuen Antrag.",
    "Anderes Bundesland: Beantragt wird die Karte dort, wo Sie aktiv sind.",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("verlängern", 1),
        ("und wie verlängere ich die?", 1),
        ("und die Voraussetzung?", 0),
        ("wie lang gültig", None),
        ("und was ist dann", None),
        ("", None),
    ],
)
def test_the_passage_that_shares_a_word_is_found(question: str, place: int | None) -> None:
    assert best_passage(question, JULEICA) == (None if place is None else JULEICA[place])


def test_a_word_that_stands_everywhere_tells_nothing() -> None:
    assert best_passage("antrag", ("Antrag A", "Antrag B", "Antrag C")) is None
    assert best_passage("antrag", ()) is None


URLAUB = (
    "Der Urlaub ist unbezahlt.",
    "Geben Sie den Antrag 6 Wochen vorher ab.",
    "Wie lange im Betrieb: Der Anspruch beginnt nach 6 Monaten.",
    "Früherer Name: JUGEND IN AKTION.",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        # "Lange" tells how much, not of what.
        ("wie lange vorher", 1),
        ("wie lang mindestens", None),
        ("bezahlt?", 0),
        # Nothing is asked.
        ("ohne früheren namen", None),
        # Half of what is asked for stands there, or it is about something else.
        ("welche Versicherung braucht der Betrieb für Ausflüge", None),
    ],
)
def test_a_passage_about_something_else_is_no_answer(question: str, place: int | None) -> None:
    assert best_passage(question, URLAUB) == (None if place is None else URLAUB[place])
