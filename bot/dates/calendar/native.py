"""Native Duckling in this process: times with zones, and the feasts of moon calendars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.dates.calendar.almanac import MONTHS_OF, add_months
from bot.dates.calendar.values import Open, Stretch

_FIXED = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_CLOCKS = ("second", "minute", "hour")


class Piece(NamedTuple):
    """A reading with its character offsets."""

    start: int
    end: int
    value: Stretch | Open


def find_native(text: str, now: datetime, zone: tzinfo) -> list[Piece]:
    """Return what Duckling finds in a plain text; ``now`` is the wall-clock time of ``zone``."""
    import duckling

    name, seconds = _reference(now, zone)
    context = duckling.Context(duckling.parse_ref_time(_zones(), name, seconds), _locale())
    results = []
    for item in duckling.parse(text, context, _dimensions(), False):
        value = _value(item["value"])
        if value is not None:
            results.append(Piece(item["start"], item["end"], value))
    return results


@lru_cache(maxsize=1024)
def native_feast(name: str, year: int) -> Stretch | None:
    """Return a feast of a year by its name in Duckling, or None where its tables end."""
    # The day from which Duckling reads does not matter beside a year.
    found = find_native(f"{name} {year}", datetime(year, 1, 1, 12), timezone.utc)  # noqa: DTZ001
    values = [piece.value for piece in found if isinstance(piece.value, Stretch)]
    is_whole = len(found) == 1 and len(values) == 1 and values[0].first.year == year
    return values[0] if is_whole and values[0].grain == "day" else None


def _reference(now: datetime, zone: tzinfo) -> tuple[str, int]:
    """Return the name of the zone and the seconds since 1970."""
    aware = now.replace(tzinfo=zone)
    name = getattr(zone, "key", None)
    if name is not None:
        return str(name), int(aware.timestamp())
    hours, rest = divmod((aware.utcoffset() or timedelta()).total_seconds(), 3600)
    if rest:
        # No zone by name has such an offset: its clock is read as if it were UTC.
        return "UTC", int(now.replace(tzinfo=timezone.utc).timestamp())
    # These names count westwards.
    return f"Etc/GMT{-int(hours):+d}" if hours else "UTC", int(aware.timestamp())


@lru_cache(maxsize=1)
def _zones() -> Any:
    import duckling
    import pytz

    return duckling.load_time_zones(str(Path(pytz.__file__).parent / "zoneinfo"))


@lru_cache(maxsize=1)
def _locale() -> Any:
    import duckling

    return duckling.parse_locale("DE", duckling.default_locale_lang(duckling.parse_lang("DE")))


@lru_cache(maxsize=1)
def _dimensions() -> Any:
    import duckling

    return duckling.parse_dimensions(["time"])


def _value(value: Mapping[str, Any]) -> Stretch | Open | None:
    if value["type"] != "interval":
        grain = str(value["grain"])
        first = _moment(value)
        return Stretch(first, _end(first, grain), grain, names_day=grain not in _CLOCKS)
    start, end = value.get("from"), value.get("to")
    if start is None and end is None:
        return None
    grain = str((start or end or {}).get("grain"))
    first_moment = None if start is None else _moment(start)
    until = None if end is None else _moment(end)
    names_day = grain not in _CLOCKS
    if first_moment is not None and until is not None:
        return Stretch(first_moment, until, grain, is_point=False, names_day=names_day)
    return Open(first_moment, until, grain, names_day)


def _moment(value: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(value["value"][:19])


def _end(first: datetime, grain: str) -> datetime:
    if grain in _FIXED:
        return first + _FIXED[grain]
    return datetime.combine(add_months(first.date(), MONTHS_OF[grain]), first.time())
