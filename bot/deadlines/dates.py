"""German dates in a sentence: periods from days to years, read by native Duckling.

Times of day are left out: the field's questions are about days, and short words such as ``so`` or
``mal`` would otherwise be read as hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

ZONE = "Europe/Berlin"
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class DateSpan:
    """A period named in a text.

    ``start`` and ``end`` are character offsets; ``first`` is the first day, ``until`` the first
    day after the period; None means open. ``grain`` is day, week, month, quarter or year.
    """

    text: str
    start: int
    end: int
    first: date | None
    until: date | None
    grain: str


def find_dates(text: str, now: datetime) -> list[DateSpan]:
    """Return the periods that ``text`` names, seen from ``now`` (aware), in order."""
    import duckling

    # Lone surrogates cannot be passed to native code; one replaces one, so offsets stay right.
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", " ")
    if len(clean) != len(text):
        return []
    context = duckling.Context(
        duckling.parse_ref_time(_zones(), ZONE, int(now.timestamp())), _locale()
    )
    found = duckling.parse(clean, context, duckling.parse_dimensions(["time"]), False)
    spans = [_span(text, item) for item in found]
    return [span for span in spans if span is not None]


@lru_cache(maxsize=1)
def _zones() -> Any:
    import duckling
    import pytz

    return duckling.load_time_zones(str(Path(pytz.__file__).parent / "zoneinfo"))


@lru_cache(maxsize=1)
def _locale() -> Any:
    import duckling

    return duckling.parse_locale("DE", duckling.default_locale_lang(duckling.parse_lang("DE")))


def _span(text: str, item: Mapping[str, Any]) -> DateSpan | None:
    start, end, value = item["start"], item["end"], item["value"]
    if value["type"] == "interval":
        first, until = value.get("from"), value.get("to")
        grain = str((first or until or {}).get("grain"))
        if not _is_period(grain):
            return None
        return DateSpan(
            text[start:end],
            start,
            end,
            None if first is None else _day(first),
            None if until is None else _day(until),
            grain,
        )
    grain = value["grain"]
    if not _is_period(grain):
        return None
    day = _day(value)
    return DateSpan(text[start:end], start, end, day, _following(day, grain), grain)


def _day(value: Mapping[str, Any]) -> date:
    return date.fromisoformat(value["value"][:10])


def _is_period(grain: str) -> bool:
    return grain in _DAYS or grain in _MONTHS


def _following(first: date, grain: str) -> date:
    """Return the first day after a period; months, quarters and years start on a first."""
    if grain in _DAYS:
        return first + timedelta(days=_DAYS[grain])
    months = first.month - 1 + _MONTHS[grain]
    return date(first.year + months // 12, months % 12 + 1, first.day)
