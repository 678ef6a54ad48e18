"""Reads what people type into a field of a page or carry along in an address."""

from __future__ import annotations

import re
from datetime import date

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_YEARS = range(2000, 2100)


def visible(value: str) -> str:
    """Return the value without what nobody sees."""
    return _INVISIBLE.sub("", value).strip()


def is_storable(raw: str) -> bool:
    """Say whether databases accept the text: no NUL, no half of a surrogate pair."""
    return "\x00" not in raw and not any("\ud800" <= character <= "\udfff" for character in raw)


def storable(raw: str) -> str:
    """Return the text without what ``is_storable`` refuses."""
    return raw.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def digits_in(value: str) -> str:
    """Return the digits of a PIN, a code or a number as people type it, with spaces or dashes."""
    return "".join(char for char in value if char.isascii() and char.isdigit())


def typed_day(value: str) -> date | None:
    """Return the day of this century that a person or a browser wrote, None for anything else."""
    if match := _ISO_DAY.fullmatch(value):
        year, month, day = map(int, match.groups())
    elif match := _GERMAN_DAY.fullmatch(value):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
