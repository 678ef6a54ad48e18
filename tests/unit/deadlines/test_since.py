"""Since when something is so."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.deadlines.dates import find_dates


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
