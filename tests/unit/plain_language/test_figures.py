from __future__ import annotations

import pytest

from bot.plain_language.figures import check_figures


@pytest.mark.parametrize(
    ("simple", "rest"),
    [
        ("Es sind 12 Tage.", "zwölf Tage"),
        ("Es sind 12 Tage.", "bis zu 12 Tage"),
        ("Es dauert 1 Monat.", "innerhalb eines Monats"),
        ("Es sind 8 Cent pro Kilometer.", "ca. 0,08 € je Kilometer"),
        ("Für 71 von 100 Personen war es gut.", "71 Prozent"),
        ("Sie sind mindestens 18 Jahre alt.", "nur volljährige Begleitpersonen"),
        ("Es gibt bis zu 25.000 Euro.", "bis 25.000 Euro"),
        ("Sie brauchen 2 Dinge.", "einen Pass"),
        ("Die Nummer heißt KA152.", ""),
    ],
)
def test_figures_that_the_rest_says(simple: str, rest: str) -> None:
    assert check_figures(simple, rest) == []


@pytest.mark.parametrize(
    ("simple", "rest", "figure"),
    [
        ("Sie haben 4 Wochen Zeit.", "innerhalb eines Monats", "4"),
        ("Es sind 12 Tage.", "120 Tage", "12"),
        ("Es gibt 2.500 Euro.", "25.000 Euro", "2.500"),
        ("Das gilt seit 2024.", "seit 2025", "2024"),
        ("Der Termin ist am 1. Oktober.", "im Oktober", "1"),
        ("Es sind 5 bis 30 Tage.", "bis 30 Tage", "5"),
    ],
)
def test_figures_that_the_rest_does_not_say(simple: str, rest: str, figure: str) -> None:
    [finding] = check_figures(simple, rest)
    assert (finding.rule, finding.line, finding.sentence) == ("figure", 1, simple)
    assert f"«{figure}»" in finding.message


@pytest.mark.parametrize("simple", ["", "\x00", "\ud83d", "🙂 " * 1000])
def test_texts_without_figures(simple: str) -> None:
    assert check_figures(simple, "") == []
