from __future__ import annotations

import pytest

from bot.nlu.names.gazetteer import Gazetteer

FORMS = [
    ("Polen", "country", "PL"),
    ("St. Vith", "country", "BE"),
    ("Dfjw", "programme", "dfjw"),
    ("Erasmus", "programme", "erasmus_jugend"),
    ("KJP", "programme", "kjp_bund"),
    ("deutsch-französisches Jugendwerk", "programme", "dfjw"),
    ("Teamer:innen", "term", "leitung"),
    ("Teamer*innen", "term", "leitung"),
    ("wie viele", "aspect", "groesse"),
    ("wie viel", "aspect", "betrag"),
    ("Größe der Gruppe", "aspect", "groesse"),
    ("frist", "aspect", "frist"),
]


def found(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.value) for n in Gazetteer(FORMS).find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Polenaustausch", [("Polenaustausch", "PL")]),
        ("Erasmusrunde", [("Erasmusrunde", "erasmus_jugend")]),
        ("Polensfahrt", [("Polensfahrt", "PL")]),
        ("kjpfrist", [("kjpfrist", "kjp_bund")]),
        ("die dfjwfrist", [("dfjwfrist", "dfjw")]),
        ("unser dfjwantrag", [("dfjwantrag", "dfjw")]),
        ("Fristfahrt", []),
        ("des deutsch-französischen Jugendwerks", [("deutsch-französischen Jugendwerks", "dfjw")]),
        ("deutsch. Französisches Jugendwerk", []),
        ("nach St. Vith", [("St. Vith", "BE")]),
        ("alle Teamer*innen", [("Teamer*innen", "leitung")]),
        ("Teamer/innen", [("Teamer/innen", "leitung")]),
        ("wie viel und wie viele", [("wie viel", "betrag"), ("wie viele", "groesse")]),
        ("Gro\u0308ße der Gruppe", [("Gro\u0308ße der Gruppe", "groesse")]),
        ("polen" * 40, []),
        ("\0 \ud800 😀 polen", [("polen", "PL")]),
    ],
)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


def test_a_meaning_is_found_once_however_often_it_was_listed() -> None:
    forms = [("teams up", "programme", "x"), ("teams-up", "programme", "x")]
    assert len(Gazetteer(forms).find("Teams up!")) == 1
