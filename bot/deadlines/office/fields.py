"""Typed access to one mapping of the deadline files; what is wrong ends the reading of its item."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.deadlines.models import MonthDay
from bot.knowledge.files.parsing import (
    ID_PATTERN,
    UNDATED,
    is_web_address,
    is_year_of_page,
)
from bot.knowledge.files.yaml_lines import YamlPath
from bot.texts import text

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)\Z")
_LEAP_YEAR = 2024


class ItemError(Exception):
    """A value is missing or of the wrong kind; the message is for the editor.

    ``path`` is where the value stands in its item, or should stand.
    """

    def __init__(self, message: str, path: YamlPath = ()) -> None:
        """Remember what is wrong and where."""
        super().__init__(message)
        self.path = path


class Fields:
    """One mapping; every method raises ``ItemError`` for a value of the wrong kind."""

    def __init__(self, raw: Any, path: YamlPath = ()) -> None:
        """Read ``raw``, which stands at ``path`` of its item."""
        if not isinstance(raw, dict):
            raise ItemError(text("deadlines_check.no_mapping"), path)
        self._raw = raw
        self._path = path

    def error(self, finding: str, key: str, /, **values: object) -> ItemError:
        """Return that the value of a key is wrong, in words for the editor."""
        message = text(f"deadlines_check.{finding}", key=key, **values)
        return ItemError(message, (*self._path, key))

    def allow(self, *keys: str) -> None:
        """Refuse every other key."""
        for key in self._raw:
            if key not in keys:
                raise self.error("unknown_key", str(key), allowed=", ".join(keys))

    def string(self, key: str, default: str | None = None) -> str:
        """Return a text without spaces around it."""
        value = self._raw.get(key, default)
        if not isinstance(value, str):
            raise self.error("missing", key)
        return value.strip()

    def identifier(self) -> str:
        """Return the id."""
        value = self.string("id")
        if not ID_PATTERN.match(value):
            raise self.error("bad_id", "id", id=value)
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the key is missing."""
        value = self._raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error("no_list", key)
        return tuple(value)

    def number(self, key: str) -> int:
        """Return a whole number from 0 on, 0 when the key is missing."""
        value = self._raw.get(key, 0)
        if type(value) is not int or value < 0:
            raise self.error("missing", key)
        return value

    def day(self, key: str) -> date:
        """Return a date without a time of day."""
        value = self._raw.get(key)
        if type(value) is not date:
            raise self.error("bad_date", key)
        return value

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of dates in order, empty when the key is missing."""
        value = self._raw.get(key, [])
        if not isinstance(value, list) or not all(type(item) is date for item in value):
            raise self.error("bad_date", key)
        return tuple(sorted(value))

    def address(self, key: str) -> str:
        """Return a complete web address."""
        value = self.string(key)
        if not is_web_address(value):
            raise self.error("bad_url", key)
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false when the key is missing."""
        value = self._raw.get(key, False)
        if not isinstance(value, bool):
            raise self.error("bad_flag", key)
        return value

    def has(self, key: str) -> bool:
        """Say whether the key has a value."""
        return self._raw.get(key) is not None

    def mapping(self, key: str) -> Fields:
        """Return the mapping under a key."""
        return Fields(self._raw.get(key), (*self._path, key))

    def mappings(self, key: str) -> list[Fields]:
        """Return a list of mappings, empty when the key is missing."""
        value = self._raw.get(key, [])
        if not isinstance(value, list):
            raise self.error("no_list", key)
        return [Fields(item, (*self._path, key, index)) for index, item in enumerate(value)]

    def year(self) -> int | None:
        """Return the year of a page; None for one that carries none."""
        value = self._raw.get("year")
        if value != UNDATED and not is_year_of_page(value):
            raise self.error("bad_year", "year")
        return None if value == UNDATED else value

    def optional_day(self, key: str) -> date | None:
        """Return a date, or None when the key has no value."""
        return self.day(key) if self.has(key) else None

    def month_day(self, key: str) -> MonthDay:
        """Return a day of every year, written ``"MM-TT"``."""
        return self._month_day(key, self._raw.get(key))

    def month_days(self, key: str) -> tuple[MonthDay, MonthDay]:
        """Return the first and the last day of a part of the year, which may span New Year."""
        value = self._raw.get(key)
        if not isinstance(value, list) or len(value) != 2:
            raise self.error("bad_month_days", key)
        return self._month_day(key, value[0]), self._month_day(key, value[1])

    def clock(self, key: str) -> time | None:
        """Return a time of day, or None when the key has no value."""
        if not self.has(key):
            return None
        value = self._raw[key]
        # Without its quotes YAML takes a time for a number.
        match = _CLOCK.match(value.strip()) if isinstance(value, str) else None
        if match is None:
            raise self.error("bad_time", key)
        return time(int(match[1]), int(match[2]))

    def zone(self, key: str, default: str) -> str:
        """Return the name of a time zone that the system knows."""
        name = self.string(key, default)
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise self.error("bad_zone", key, zone=name) from None
        return name

    def _month_day(self, key: str, value: Any) -> MonthDay:
        match = _MONTH_DAY.match(value) if isinstance(value, str) else None
        if match is None:
            raise self.error("bad_month_day", key)
        month, day = int(match[1]), int(match[2])
        try:
            date(_LEAP_YEAR, month, day)
        except ValueError:
            raise self.error("bad_month_day", key) from None
        return MonthDay(month, day)
