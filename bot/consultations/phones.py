"""Phone numbers of one person: a field holds one, or two with a comma between them."""

from __future__ import annotations

import re

_PHONE = re.compile(r"[0-9+()/ -]+")
_BETWEEN = re.compile(r"[,;]")
_MOBILE = re.compile(r"(?:0049|49|0)1[567]")
_MIN_DIGITS, _MAX_DIGITS, _MOST = 5, 20, 2


def numbers_in(phone: str) -> list[str]:
    """Return the numbers of a field, none of an empty one."""
    return [number for part in _BETWEEN.split(phone) if (number := part.strip())]


def is_phone(phone: str) -> bool:
    """Say whether a text is one number or two, with nothing that is no number."""
    numbers = numbers_in(phone)
    return 0 < len(numbers) <= _MOST and all(map(_is_number, numbers))


def is_mobile(number: str) -> bool:
    """Say whether a number is one of a mobile phone in Germany."""
    digits = "".join(char for char in number if char.isdigit())
    return _MOBILE.match(digits) is not None


def joined_numbers(first: str, second: str) -> str:
    """Return a field with both numbers."""
    return f"{first}, {second}"


def _is_number(number: str) -> bool:
    digits = sum(char.isdigit() for char in number)
    return bool(_PHONE.fullmatch(number)) and _MIN_DIGITS <= digits <= _MAX_DIGITS
