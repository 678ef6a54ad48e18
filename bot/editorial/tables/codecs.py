"""How a value of a file looks in a cell of a table, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from bot.editorial.yaml_edit import flow_text
from bot.knowledge.files.parsing import UNDATED
from bot.texts import text

_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_SEPARATOR = " | "


class CellError(ValueError):
    """A cell does not hold what its column asks for; the message is German, for the editor."""


@dataclass(frozen=True)
class Codec:
    """``to_cell`` takes what YAML gives (None when absent), ``to_value`` may raise CellError."""

    to_cell: Callable[[Any], str]
    to_value: Callable[[str], Any]

    def canonical(self, cell: str) -> str:
        """Return the cell in its one spelling, so that only real changes count.

        Raises:
            CellError: the cell does not fit its column.
        """
        return self.to_cell(self.to_value(cell))


def clean(cell: str) -> str:
    """Return a cell without what spreadsheets add: other line breaks, spaces at the ends."""
    plain = cell.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def _text(cell: str) -> str | None:
    return clean(cell) or None


def _day(cell: str) -> date | None:
    raw = clean(cell)
    if not raw:
        return None
    german, iso = _GERMAN_DAY.fullmatch(raw), _ISO_DAY.fullmatch(raw)
    parts = german.groups()[::-1] if german else iso.groups() if iso else None
    try:
        if parts is not None:
            return date(*map(int, parts))
    except ValueError:
        pass
    raise CellError(text("tables.bad_day", cell=raw))


def _days(cell: str) -> list[date] | None:
    return [day for part in _parts(cell) if (day := _day(part)) is not None] or None


def _integer(cell: str) -> int | None:
    raw = clean(cell)
    if raw and not re.fullmatch(r"\d{1,6}(?:\.0)?", raw):
        raise CellError(text("tables.bad_number", cell=raw))
    return int(float(raw)) if raw else None


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", clean(cell)) if part.strip()]


def _lines(cell: str) -> list[str] | None:
    return [line.strip() for line in clean(cell).split("\n") if line.strip()] or None


def _source(cell: str) -> dict[str, Any] | None:
    raw = clean(cell)
    if not raw:
        return None
    parts = [part.strip() for part in raw.rsplit("|", 2)]
    if len(parts) != 3 or not parts[0]:
        raise CellError(text("tables.bad_source", cell=raw))
    title, url, year = parts
    if year != UNDATED and not re.fullmatch(r"\d{4}(?:\.0)?", year):
        raise CellError(text("tables.bad_source", cell=raw))
    return {"title": title, "url": url, "year": UNDATED if year == UNDATED else int(float(year))}


def _sources(cell: str) -> list[dict[str, Any]]:
    return [source for line in _lines(cell) or () if (source := _source(line)) is not None]


def _yaml(cell: str) -> Any:
    raw = clean(cell)
    try:
        return yaml.safe_load(raw) if raw else None
    except (ValueError, RecursionError, yaml.YAMLError):
        raise CellError(text("tables.bad_value", cell=raw)) from None


def _source_cell(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return _SEPARATOR.join(str(value.get(key, "")) for key in ("title", "url", "year"))


def _joined(value: Any, separator: str) -> str:
    return separator.join(str(item) for item in value) if isinstance(value, list | tuple) else ""


TEXT = Codec(lambda value: "" if value is None else str(value), _text)
DAY = Codec(lambda value: value.isoformat() if isinstance(value, date) else "", _day)
DAYS = Codec(lambda value: _joined(value, ", "), _days)
INTEGER = Codec(lambda value: str(value) if type(value) is int else "", _integer)
IDS = Codec(lambda value: _joined(value, ", "), lambda cell: _parts(cell) or None)
LINES = Codec(lambda value: _joined(value, "\n"), _lines)
SOURCE = Codec(_source_cell, _source)
SOURCES = Codec(
    lambda value: "\n".join(map(_source_cell, value)) if isinstance(value, list) else "", _sources
)
VALUE = Codec(lambda value: "" if value is None else flow_text(value), _yaml)
