"""Single days, by date, weekday, place in a period and distance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.unit.dates.reading import one, read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Los geht es am 9.8.", "2027-08-09"),
        ("Abreise: 09.08.2028", "2028-08-09"),
        ("Rückkehr 9.8.28", "2028-08-09"),
        ("die Gruppe kommt am 9. August", "2027-08-09"),
        ("am neunten August fahren wir los", "2027-08-09"),
        ("am neun August", "2027-08-09"),
        ("August 9, 2028", "2028-08-09"),
        ("Sa., 12. Dezember", "2026-12-12"),
        ("Samstag, den 12.12.", "2026-12-12"),
        ("2027-08-09", "2027-08-09"),
        ("9/8/2027", "2027-08-09"),
        ("am 9.8 treffen wir uns", "2027-08-09"),
        ("am 30. August '27", "2027-08-30"),
        ("am 30. August nächsten Jahres", "2027-08-30"),
        ("nächstes Jahr am 30. August", "2027-08-30"),
        ("Frist war der 30. August 2025", "2025-08-30"),
        ("29. Februar", "2028-02-29"),
        ("8. Febuar", "2027-02-08"),
        ("8. Feburar", "2027-02-08"),
        ("am 3. Septtember", "2027-09-03"),
        ("wir sehen uns am 24.", "2026-12-24"),
        ("am 27. rufe ich an", "2026-11-27"),
        ("zum 1. nächsten Monats", "2026-12-01"),
        ("heute noch", "2026-11-26"),
        ("ich melde mich übermorgen", "2026-11-28"),
        ("das war vorgestern", "2026-11-24"),
        ("am morgigen Freitag", "2026-11-27"),
        ("am Sonntag", "2026-11-29"),
        # Today is a Thursday; the word alone means the next one.
        ("am Donnerstag", "2026-12-03"),
        ("letzten Dienstag", "2026-11-24"),
        ("nächsten Dienstag", "2026-12-01"),
        ("übernächsten Dienstag", "2026-12-08"),
        ("Dienstag in zwei Wochen", "2026-12-15"),
        ("in zwei Wochen am Dienstag", "2026-12-08"),
        ("nächste Woche Dienstag", "2026-12-01"),
        ("Dienstag der übernächsten Woche", "2026-12-08"),
        ("Dienstag in KW 3 2027", "2027-01-19"),
        ("in zehn Tagen", "2026-12-06"),
        ("vor drei Wochen", "2026-11-05"),
        ("in anderthalb Jahren", "2028-05-26"),
        ("heute in einem Monat", "2026-12-26"),
        ("zwei Monate und drei Tage ab heute", "2027-01-29"),
        ("sechs Wochen vor dem 9.8.2027", "2027-06-28"),
        ("drei Tage nach Ostern", "2027-03-31"),
        ("eine Woche nach den Osterferien", "2027-04-11"),
        ("am Tag vor Heiligabend", "2026-12-23"),
        ("am Brückentag nach Fronleichnam", "2027-05-28"),
        ("der dritte Mittwoch im Januar", "2027-01-20"),
        ("letzter Samstag im August 2027", "2027-08-28"),
        ("erster Freitag nach Pfingsten", "2027-05-21"),
        ("am letzten Tag der Sommerferien", "2027-08-31"),
        ("zwölfter Mai zweitausendachtundzwanzig", "2028-05-12"),
    ],
)
def test_a_day_is_read(text: str, day: str) -> None:
    span = one(text)
    assert span.grain == "day"
    assert span.is_point
    assert span.names_day
    assert span.first is not None
    assert span.first.date() == date.fromisoformat(day)
    assert span.until == span.first + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Neujahr", "2027-01-01"),
        ("an Weiberfastnacht", "2027-02-04"),
        ("Rosenmontag 2028", "2028-02-28"),
        ("am Karfreitag", "2027-03-26"),
        ("Ostern nächsten Jahres", "2027-03-28"),
        ("letztes Weihnachten", "2025-12-25"),
        ("am 2. Weihnachtsfeiertag", "2026-12-26"),
        ("Christi Himmelfahrt", "2027-05-06"),
        ("Pfingstmontag", "2027-05-17"),
        ("Fronleichnam 2028", "2028-06-15"),
        ("Muttertag", "2027-05-09"),
        ("am Buß- und Bettag", "2027-11-17"),
        ("am zweiten Advent", "2026-12-06"),
        ("Totensonntag", "2027-11-21"),
        ("Silvester", "2026-12-31"),
        ("zum Zuckerfest", "2027-03-09"),
        ("orthodoxes Ostern 2027", "2027-05-02"),
    ],
)
def test_a_feast_day_is_read(text: str, day: str) -> None:
    span = one(text)
    assert span.grain == "day"
    assert span.first is not None
    assert span.first.date() == date.fromisoformat(day)


def test_days_that_share_their_month_are_read_one_by_one() -> None:
    found = read("Termine am 7., 14. und 21. Januar")
    assert [(span.text, span.first and span.first.date().isoformat()) for span in found] == [
        ("7.", "2027-01-07"),
        ("14.", "2027-01-14"),
        ("21. Januar", "2027-01-21"),
    ]


def test_the_weekday_decides_which_year_is_meant() -> None:
    assert one("Sonntag, 22. November").first == one("22.11.2026").first
    assert one("Montag, 22. November").first == one("22.11.2027").first


@pytest.mark.parametrize("text", ["am 31. Juni", "30.2.2027", "der 32. März", "am 29.2.2027"])
def test_a_day_that_does_not_exist_is_not_read(text: str) -> None:
    assert all(span.grain != "day" for span in read(text))
