"""Since when something is so."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ich bin seit drei Wochen neu, wir planen für die Osterferien 2027", ["Osterferien 2027"]),
        ("uns gibt es seit 2019, wir fahren am 3. Mai 2027", ["3. Mai 2027"]),
        ("wir warten seit dem 3. November auf den Bescheid", []),
    ],
)
def test_since_when_something_is_so_is_no_date_of_a_journey(text: str, named: list[str]) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)
    assert [span.text for span in find_dates(text, now)] == named


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("heute ist der 27.11., Begegnung am 10. Januar 2027", [date(2027, 1, 10)]),
        ("wir haben heute schon den 27.11.", []),
        # A day of one's own stays.
        ("wenn wir heute abschicken und am 12.7.2027 fahren", [None, date(2027, 7, 12)]),
    ],
)
def test_what_day_it_is_tells_of_no_journey(said: str, first: list[date | None]) -> None:
    found = find_dates(said, datetime(2026, 11, 26, 12, tzinfo=timezone.utc))
    assert len(found) == len(first)
    assert all(day in (None, span.first) for day, span in zip(first, found, strict=True))
