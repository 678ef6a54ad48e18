"""School holidays of North Rhine-Westphalia as the office keeps them in ``faq/schulferien.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

SCHOOL_FILE = Path(__file__).resolve().parents[3] / "faq" / "schulferien.yml"


@dataclass(frozen=True)
class SchoolHolidays:
    """First day and first day after, by name (``sommerferien``) and the year they begin in."""

    periods: Mapping[tuple[str, int], tuple[date, date]] = field(default_factory=dict)

    def find(self, name: str, year: int) -> tuple[date, date] | None:
        """Return the holidays that begin in a year, or None if the file does not know them."""
        return self.periods.get((name, year))


class SchoolHolidaysError(ValueError):
    """The file is not usable; the argument names the entry that is wrong."""


def read_school_holidays(path: Path) -> SchoolHolidays:
    """Read the file.

    Raises:
        SchoolHolidaysError: an entry is not a pair of days in order.
        OSError: the file cannot be read.
    """
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries = [(name, pair) for name, pairs in raw["ferien"].items() for pair in pairs]
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise SchoolHolidaysError(str(error)) from error
    periods = {}
    for name, pair in entries:
        match pair:
            case [date() as first, date() as last] if first <= last:
                periods[(str(name), first.year)] = (first, last + timedelta(days=1))
            case _:
                raise SchoolHolidaysError(f"{name}: {pair}")
    return SchoolHolidays(periods)


def current_school_holidays(path: Path = SCHOOL_FILE) -> SchoolHolidays:
    """Return what the file says now; while it is missing or broken, nothing is known."""
    try:
        return _read_once(path, path.stat().st_mtime_ns)
    except (OSError, SchoolHolidaysError):
        return SchoolHolidays()


@lru_cache(maxsize=4)
def _read_once(path: Path, changed_ns: int) -> SchoolHolidays:
    del changed_ns
    return read_school_holidays(path)
