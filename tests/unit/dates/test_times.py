"""Times of day, alone and with their day."""

from __future__ import annotations

import pytest

from tests.unit.dates.reading import one, read


@pytest.mark.parametrize(
    ("text", "moment", "grain"),
    [
        ("um 15 Uhr", "2026-11-26T15:00", "hour"),
        ("gegen drei", "2026-11-26T15:00", "hour"),
        ("um 8", "2026-11-26T20:00", "hour"),
        ("8:15", "2026-11-27T08:15", "minute"),
        ("um 17.45 Uhr", "2026-11-26T17:45", "minute"),
        ("siebzehn Uhr zwanzig", "2026-11-26T17:20", "minute"),
        ("halb sechs", "2026-11-26T17:30", "minute"),
        ("Viertel vor sechs", "2026-11-26T17:45", "minute"),
        ("dreiviertel sechs", "2026-11-26T17:45", "minute"),
        ("zehn nach sechs", "2026-11-26T18:10", "minute"),
        ("fünf vor halb sechs", "2026-11-26T17:25", "minute"),
        ("um 6:05:30 Uhr", "2026-11-27T06:05:30", "second"),
        ("7 Uhr morgens", "2026-11-27T07:00", "hour"),
        ("abends um 7", "2026-11-26T19:00", "hour"),
        ("um Mitternacht", "2026-11-27T00:00", "hour"),
        ("heute Nachmittag um 3", "2026-11-26T15:00", "hour"),
        ("morgen früh um halb acht", "2026-11-27T07:30", "minute"),
        ("am 24. um 18 Uhr", "2026-12-24T18:00", "hour"),
        ("9.8.2027, 14:30 Uhr", "2027-08-09T14:30", "minute"),
        ("18 Uhr am Montag", "2026-11-30T18:00", "hour"),
        ("Samstagabend um 8", "2026-11-28T20:00", "hour"),
        ("heute Nacht um 2", "2026-11-27T02:00", "hour"),
        ("in zwei Stunden", "2026-11-26T11:00", "minute"),
        ("in einer Dreiviertelstunde", "2026-11-26T09:45", "second"),
        ("vor 20 Minuten", "2026-11-26T08:40", "second"),
        ("14 Uhr GMT", "2026-11-26T15:00", "minute"),
    ],
)
def test_a_time_of_day_is_read(text: str, moment: str, grain: str) -> None:
    span = one(text)
    assert span.first is not None
    assert span.first.isoformat().startswith(moment)
    assert span.grain == grain


@pytest.mark.parametrize(
    ("text", "first", "until"),
    [
        ("heute Abend", "2026-11-26T18:00", "2026-11-27T00:00"),
        ("morgen Vormittag", "2026-11-27T03:00", "2026-11-27T12:00"),
        ("Dienstagnachmittag", "2026-12-01T12:00", "2026-12-01T19:00"),
        ("am Abend des 9. August", "2027-08-09T18:00", "2027-08-10T00:00"),
        ("letzte Nacht", "2026-11-25T22:00", "2026-11-26T06:00"),
    ],
)
def test_a_part_of_the_day_is_read(text: str, first: str, until: str) -> None:
    span = one(text)
    assert span.names_day
    assert span.first is not None
    assert span.until is not None
    assert span.first.isoformat().startswith(first)
    assert span.until.isoformat().startswith(until)


@pytest.mark.parametrize("text", ["um 15 Uhr", "halb sechs", "abends", "in zwei Stunden", "jetzt"])
def test_a_time_of_day_alone_names_no_day(text: str) -> None:
    assert [span.names_day for span in read(text)] == [False]
