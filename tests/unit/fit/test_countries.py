"""What is known of countries."""

from __future__ import annotations

from bot.fit.countries import countries_of_catchword


def test_the_countries_before_the_colon_of_a_passage() -> None:
    assert countries_of_catchword("Polen: Für 2026 musste der Antrag da sein.") == {"PL"}
    assert countries_of_catchword("Frankreich und Polen: zwei Jugendwerke.") == {"FR", "PL"}
    assert countries_of_catchword("Frist: in Polen drei Monate.") == frozenset()
    assert countries_of_catchword("Ohne Doppelpunkt in Polen") == frozenset()


def test_an_example_binds_a_passage_to_no_country() -> None:
    assert countries_of_catchword("Sehr weit, zum Beispiel Portugal: mit Bus.") == frozenset()
    assert countries_of_catchword("Kanada und andere: keines.") == frozenset()
