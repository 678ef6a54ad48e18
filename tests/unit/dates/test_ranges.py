"""Ranges and times with one end."""

from __future__ import annotations

import pytest

from tests.unit.dates.reading import one, period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vom 2. bis 9. August", "2027-08-02 2027-08-10"),
        ("2.–9.8.", "2027-08-02 2027-08-10"),
        ("2.8. - 9.8.2028", "2028-08-02 2028-08-10"),
        ("2.8 bis 9.8", "2027-08-02 2027-08-10"),
        ("vom 2. August bis zum 9.", "2027-08-02 2027-08-10"),
        ("Mo., 2.8., bis Mo., 9.8.2027", "2027-08-02 2027-08-10"),
        ("vom 27. Dezember bis 2. Januar", "2026-12-27 2027-01-03"),
        # A range that is on is not over.
        ("vom 20. bis 30. November", "2026-11-20 2026-12-01"),
        ("Mai 27 bis 30", "2027-05-27 2027-05-31"),
        ("28. bis 3. März", "2027-02-28 2027-03-04"),
        ("Mo-Mi", "2026-11-30 2026-12-03"),
        ("Freitag bis Sonntag", "2026-11-27 2026-11-30"),
        ("Dienstag bis Donnerstag übernächster Woche", "2026-12-08 2026-12-11"),
        ("heute bis Samstag", "2026-11-26 2026-11-29"),
        ("April bis Juni", "2027-04-01 2027-07-01"),
        ("zwischen April und Juni 2028", "2028-04-01 2028-07-01"),
        ("Juli/August 2028", "2028-07-01 2028-09-01"),
        ("Ende Juni bis Anfang Juli", "2027-06-21 2027-07-11"),
        ("zwischen Ostern und Pfingsten", "2027-03-28 2027-05-17"),
        ("KW 30 bis 32", "2027-07-26 2027-08-16"),
        ("2027-2029", "2027-01-01 2030-01-01"),
        ("von 2025 bis 2027", "2025-01-01 2028-01-01"),
        ("ab dem 2. August für zehn Tage", "2027-08-02 2027-08-12"),
        ("von Montag 10 Uhr bis Mittwoch 16 Uhr", "2026-11-30T10:00 2026-12-02T16:00"),
        ("zwischen 14 und 16 Uhr", "2026-11-26T14:00 2026-11-26T16:00"),
        ("morgen von 9 bis 12", "2026-11-27T09:00 2026-11-27T12:00"),
        ("Samstag, 10:00–16:30 Uhr", "2026-11-28T10:00 2026-11-28T16:31"),
        ("von 14 bis 16 Uhr am 5. Januar", "2027-01-05T14:00 2027-01-05T16:00"),
        ("heute Abend zwischen 7 und 9", "2026-11-26T19:00 2026-11-26T21:00"),
        ("von zwölf bis drei Uhr nachmittags", "2026-11-26T12:00 2026-11-26T15:00"),
        ("8-10 Uhr", "2026-11-26T08:00 2026-11-26T10:00"),
    ],
)
def test_a_range_is_read(text: str, expected: str) -> None:
    assert period(text) == expected
    assert not one(text).is_point


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bis Ende Februar", "- 2027-03-01"),
        ("bis zum 15.1.", "- 2027-01-16"),
        ("bis spätestens 15. Januar, 12 Uhr", "- 2027-01-15T12:00"),
        ("spätestens am Montag", "- 2026-12-01"),
        ("bis 18 Uhr", "- 2026-11-26T18:00"),
        ("bis zu den Sommerferien", "- 2027-07-19"),
        ("bis einschließlich Mai", "- 2027-06-01"),
        ("vor Weihnachten", "- 2026-12-25"),
        ("vor mehr als zwei Jahren", "- 2024-11-26"),
        ("ab Februar", "2027-02-01 -"),
        ("ab Mitte Februar 2028", "2028-02-11 -"),
        ("von Montag an", "2026-11-30 -"),
        ("nicht vor Mai", "2027-05-01 -"),
        ("frühestens im Mai", "2027-05-01 -"),
        ("nach Ostern", "2027-03-29 -"),
        ("nach den Sommerferien", "2027-09-01 -"),
        ("seit Dienstag", "2026-11-24 -"),
        ("seit zwei Monaten", "2026-09-26 -"),
        ("seit 2021", "2021-01-01 -"),
        ("am Freitag ab 17 Uhr", "2026-11-27T17:00 -"),
        ("heute nach 15 Uhr", "2026-11-26T15:00 -"),
    ],
)
def test_a_time_with_one_end_is_read(text: str, expected: str) -> None:
    assert period(text) == expected


def test_within_some_weeks_begins_now() -> None:
    assert period("innerhalb von drei Wochen") == "2026-11-26T09:00 2026-12-17"
