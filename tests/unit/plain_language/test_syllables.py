from __future__ import annotations

import pytest

from bot.plain_language.syllables import count_syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("Geld", 1), ("Reise", 2), ("Familie", 4), ("Ferien", 3), ("Museum", 3), ("Linie", 3),
        ("Betreuung", 3), ("beenden", 3), ("geeignet", 3), ("Kooperation", 6), ("Ukraine", 4),
        ("Jugendbegegnung", 5), ("Ausländerbehörde", 6), ("Zentralstelle", 4), ("Quelle", 2),
        ("Juleica", 4), ("Partnerorganisation", 8), ("Prämie", 3), ("neu", 1), ("Bayern", 2),
        ("Austausch-Projekt", 4), ("Leiter:innen", 4), ("DPJW", 4), ("EU", 2), ("Café", 2),
        ("Straße", 2), ("STRASSENBAHN", 12), ("Psst", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize("word", ["", "25.000", "%", "🙂"])
def test_what_has_no_letters_has_no_syllables(word: str) -> None:
    assert count_syllables(word) == 0
