"""Messages that only tell facts of a plan."""

from __future__ import annotations

import pytest

from bot.dialogue.wishes.told_facts import tells_only_facts, without


def spans_of(text: str, words: str) -> list[tuple[int, int]]:
    start = text.index(words)
    return [(start, start + len(words))]


def test_names_are_left_out() -> None:
    assert without("und bei Erasmus auch?", [(8, 15)]).split() == ["und", "bei", "auch?"]


@pytest.mark.parametrize(
    ("text", "fact", "is_country", "is_told"),
    [
        ("der Partner ist aus Portugal", "Portugal", True, True),
        ("sind zu fünft", "zu fünft", False, True),
        ("5 Personen, alle aus der offenen Arbeit", "5 Personen", False, True),
        ("nein, 12 statt 14", "nein, 12 statt 14", False, True),
        ("und nach Syrien mit Gruppe", "Syrien", True, False),
        ("in die Niederlande", "Niederlande", True, False),
        ("ist das in Portugal anders?", "Portugal", True, False),
        ("wir haben jetzt 3 Leute weniger", "3 Leute", False, False),
        ("wir sind aber nur zu zweit im Team", "zu zweit", False, False),
        ("wir haben 2 Rollifahrer dabei", "2 Rollifahrer", False, False),
        ("wir wollen nach Belgien", "Belgien", True, True),
        ("wollen mal was mit Polen machen", "Polen", True, True),
        ("hallo, wir hätten lust auf Spanien", "Spanien", True, True),
        ("wir wollen nach Italien aber die eltern wollen nicht", "Italien", True, False),
        ("wir planen was mit Georgien", "Georgien", True, True),
        ("Spanien wär nice", "Spanien", True, True),
        ("Kroatien oder so", "Kroatien", True, True),
        ("die eltern wollen nach Italien", "Italien", True, False),
        ("ich will weg, ein jahr USA", "USA", True, False),
    ],
)
def test_only_facts_are_told(text: str, fact: str, is_country: bool, is_told: bool) -> None:
    found = tells_only_facts(text, spans_of(text, fact), names_country=is_country)
    assert found is is_told


def test_without_a_fact_nothing_is_told() -> None:
    assert not tells_only_facts("wir sind bereit", ())
