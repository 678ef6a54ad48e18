"""Reads sentences as the tests do: on a Thursday morning in November, by German clocks."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dates.calendar.school import SchoolHolidays
from bot.dates.find import Span, find_spans

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=BERLIN)
SCHOOL = SchoolHolidays(
    {
        ("osterferien", 2027): (date(2027, 3, 22), date(2027, 4, 4)),
        ("sommerferien", 2026): (date(2026, 7, 20), date(2026, 9, 2)),
        ("sommerferien", 2027): (date(2027, 7, 19), date(2027, 9, 1)),
        ("weihnachtsferien", 2026): (date(2026, 12, 23), date(2027, 1, 7)),
    }
)


def read(text: str, now: datetime = THURSDAY) -> list[Span]:
    """Return all spans of a sentence."""
    return find_spans(text, now, SCHOOL)


def one(text: str, now: datetime = THURSDAY) -> Span:
    """Return the only span of a sentence."""
    spans = read(text, now)
    assert len(spans) == 1, (text, spans)
    assert text[spans[0].start : spans[0].end] == spans[0].text
    return spans[0]


def period(text: str, now: datetime = THURSDAY) -> str:
    """Return the only span as "first until", days without their midnight."""
    span = one(text, now)
    return f"{_short(span.first)} {_short(span.until)}"


def _short(moment: datetime | None) -> str:
    return "-" if moment is None else moment.isoformat().removesuffix(":00").removesuffix("T00:00")
