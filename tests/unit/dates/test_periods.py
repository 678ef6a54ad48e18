"""Weeks, months, quarters, seasons, holidays, years, and parts of them."""

from __future__ import annotations

import pytest

from tests.unit.dates.reading import one, period, read


@pytest.mark.parametrize(
    ("text", "expected", "grain"),
    [
        ("diese Woche", "2026-11-23 2026-11-30", "week"),
        ("kommende Woche", "2026-11-30 2026-12-07", "week"),
        ("übernächste Woche", "2026-12-07 2026-12-14", "week"),
        ("in KW 28", "2027-07-12 2027-07-19", "week"),
        ("28. Kalenderwoche 2028", "2028-07-10 2028-07-17", "week"),
        ("KW28/2028", "2028-07-10 2028-07-17", "week"),
        ("in der Woche vor Ostern", "2027-03-22 2027-03-29", "week"),
        ("zweite Woche im Februar", "2027-02-08 2027-02-15", "week"),
        ("letzte Julihälfte", None, None),
        ("erste Augustwoche", "2027-08-02 2027-08-09", "week"),
        ("letzten Monat", "2026-10-01 2026-11-01", "month"),
        ("im Februar", "2027-02-01 2027-03-01", "month"),
        ("im November", "2026-11-01 2026-12-01", "month"),
        ("10 Tage im Oktober", "2027-10-01 2027-11-01", "month"),
        ("Okt. 2028", "2028-10-01 2028-11-01", "month"),
        ("10/2028", "2028-10-01 2028-11-01", "month"),
        ("im März nächsten Jahres", "2027-03-01 2027-04-01", "month"),
        ("übernächsten März", "2028-03-01 2028-04-01", "month"),
        ("dieses Quartal", "2026-10-01 2027-01-01", "quarter"),
        ("2. Quartal 2027", "2027-04-01 2027-07-01", "quarter"),
        ("Q2/2027", "2027-04-01 2027-07-01", "quarter"),
        ("Weihnachten 27 nach Israel", "2027-12-25 2027-12-26", "day"),
        ("Ostern '28", "2028-04-16 2028-04-17", "day"),
        ("Ostern 28 Leute", "2027-03-28 2027-03-29", "day"),
        ("Mai 28 bis wann Antrag", "2028-05-01 2028-06-01", "month"),
        ("nächstes Jahr", "2027-01-01 2028-01-01", "year"),
        ("im Jahr 2029", "2029-01-01 2030-01-01", "year"),
        ("Planung für 2029", "2029-01-01 2030-01-01", "year"),
    ],
)
def test_a_period_of_the_calendar_is_read(text: str, expected: str | None, grain: str) -> None:
    if expected is None:
        assert read(text) == []
        return
    span = one(text)
    assert (period(text), span.grain, span.is_point) == (expected, grain, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in den Sommerferien", "2027-07-19 2027-09-01"),
        ("letzte Sommerferien", "2026-07-20 2026-09-02"),
        ("in den Osterferien 2027", "2027-03-22 2027-04-04"),
        ("in den großen Ferien", "2027-07-19 2027-09-01"),
        ("im Schuljahr 2027/28", "2027-08-01 2028-08-01"),
        ("diesen Herbst", "2026-09-23 2026-12-22"),
        ("Frühjahr 2028", "2028-03-20 2028-06-22"),
        ("im Spätsommer", "2027-08-23 2027-09-23"),
        ("Winter 2027/28", "2027-12-21 2028-03-21"),
        ("Anfang Juni", "2027-06-01 2027-06-11"),
        ("Mitte Juni", "2027-06-11 2027-06-21"),
        ("Ende Juni", "2027-06-21 2027-07-01"),
        ("Mitte/Ende Juni", "2027-06-11 2027-07-01"),
        ("Anfang nächster Woche", "2026-11-30 2026-12-02"),
        ("Mitte der Woche", "2026-11-25 2026-11-26"),
        ("Ende 2027", "2027-10-01 2028-01-01"),
        ("zum Jahresende", "2026-10-01 2027-01-01"),
        ("zweite Hälfte Juni", "2027-06-16 2027-07-01"),
        ("erste Junihälfte 2028", "2028-06-01 2028-06-16"),
        ("Rest des Monats", "2026-11-26 2026-12-01"),
        ("in zwei bis drei Wochen", "2026-12-10 2026-12-18"),
        ("in weniger als zehn Tagen", "2026-11-26 2026-12-06"),
    ],
)
def test_a_vague_period_is_read_and_marked(text: str, expected: str) -> None:
    assert period(text) == expected
    assert one(text).is_vague


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am Wochenende", "2026-11-28 2026-11-30"),
        ("übernächstes Wochenende", "2026-12-12 2026-12-14"),
        ("Wochenende in drei Wochen", "2026-12-19 2026-12-21"),
        ("Wochenende nach Fronleichnam", "2027-05-29 2027-05-31"),
        ("letztes Maiwochenende", "2027-05-29 2027-05-31"),
        ("über die Osterfeiertage", "2027-03-26 2027-03-30"),
        ("zwischen den Jahren", "2026-12-27 2027-01-01"),
        ("im Ramadan 2027", "2027-02-08 2027-03-09"),
        ("die nächsten fünf Tage", "2026-11-27 2026-12-02"),
        ("in den letzten zwei Jahren", "2024-01-01 2026-01-01"),
        ("die ersten vier Tage der Osterferien", "2027-03-22 2027-03-26"),
        ("erstes Halbjahr 2028", "2028-01-01 2028-07-01"),
        ("2027/28", "2027-01-01 2029-01-01"),
        ("die siebziger Jahre", "1970-01-01 1980-01-01"),
        ("die 30er Jahre", "1930-01-01 1940-01-01"),
        ("im 19. Jahrhundert", "1801-01-01 1901-01-01"),
        ("eine Woche ab dem 9.8.", "2027-08-09 2027-08-16"),
    ],
)
def test_an_interval_is_read(text: str, expected: str) -> None:
    assert period(text) == expected
    assert not one(text).is_point


def test_holidays_of_a_year_that_is_not_known_are_not_invented() -> None:
    assert [span.text for span in read("in den Sommerferien 2041")] == ["2041"]
    assert read("in den Herbstferien") == []


@pytest.mark.parametrize(
    ("text", "first", "until"),
    [
        ("die letzten zwei Ferienwochen im Sommer", "2027-08-16", "2027-08-30"),
        ("letzte Ferienwoche an Ostern", "2027-03-29", "2027-04-05"),
        ("letzte Osterferienwoche", "2027-03-29", "2027-04-05"),
        ("in der ersten Sommerferienwoche 2027", "2027-07-19", "2027-07-26"),
        ("letzte Woche der Osterferien", "2027-03-29", "2027-04-05"),
        ("letzte Woche Osterferien", "2027-03-29", "2027-04-05"),
        ("erste Ferienwoche im Sommer 2027", "2027-07-19", "2027-07-26"),
    ],
)
def test_weeks_of_holidays_are_counted(text: str, first: str, until: str) -> None:
    span = one(text)
    assert span.first is not None
    assert span.until is not None
    assert (str(span.first.date()), str(span.until.date())) == (first, until)
