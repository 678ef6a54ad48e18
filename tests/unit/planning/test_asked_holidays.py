"""Whoever asks when the school holidays are is told, and gets no plan."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.dates.calendar.school import current_school_holidays
from bot.planning.asked_holidays import asked_holidays

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
FIRST = "wann sind osterferien 2027"


@pytest.mark.parametrize(
    ("said", "earlier", "days"),
    [
        (FIRST, "", (date(2027, 3, 22), date(2027, 4, 3))),
        ("wann fangen 2028 die Sommerferien an?", "", (date(2028, 7, 10), date(2028, 8, 22))),
        ("und herbstferien", FIRST, (date(2027, 10, 23), date(2027, 11, 6))),
        ("und herbstferien", "fristen polen", None),
        ("bis wann muss der Antrag für die Herbstferien raus", "", None),
        ("wann ist die Frist für die Osterferien", "", None),
        ("wir fahren in den Osterferien nach Polen", "", None),
        ("wann sind Osterferien 2040", "", None),
        ("wann fährt der Bus", "", None),
    ],
)
def test_asked_holidays(said: str, earlier: str, days: tuple[date, date] | None) -> None:
    found = asked_holidays(said, earlier, current_school_holidays().periods, NOW)
    assert [(one.first, one.last) for one in found] == ([] if days is None else [days])
