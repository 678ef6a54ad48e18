"""Phone numbers of one person: a field holds one, or two with a comma between them."""

from __future__ import annotations

import re

import phonenumbers

_HOME = "DE"
_PHONE = re.compile(r"[0-9+()/ -]+")
_BETWEEN = re.compile(r"[,;]")
# "+49 (0)171 …" holds the code of the country and the zero.
_MOBILE = re.compile(r"(?:(?:00)?490?|0)1[567]")
# Behind "01" and one of 5, 6, 7: "0171 1234567" has no less than this.
_LEAST_BEHIND_MOBILE = 8
_MIN_DIGITS, _MAX_DIGITS, _MOST = 5, 20, 2


def numbers_in(phone: str) -> list[str]:
    """Return the numbers of a field, none of an empty one."""
    return [number for part in _BETWEEN.split(phone) if (number := part.strip())]


def is_phone(phone: str) -> bool:
    """Say whether a text is one number or two, with nothing that is no number."""
    numbers = numbers_in(phone)
    return 0 < len(numbers) <= _MOST and all(map(_is_number, numbers))


def is_mobile(number: str) -> bool:
    """Say whether a number is one of a mobile phone.

    One of Germany by its first digits alone: a number with a digit too few, of which the library
    tells no kind, is the very one that gets corrected.
    """
    digits = "".join(char for char in number if char.isdigit())
    return _MOBILE.match(digits) is not None or _is_foreign_mobile(number)


def lacks_digit(number: str) -> bool:
    """Say whether a number of a mobile phone in Germany is too short to be one: "0171 123456"."""
    digits = "".join(char for char in number if char.isdigit())
    code = _MOBILE.match(digits)
    return code is not None and len(digits) - code.end() < _LEAST_BEHIND_MOBILE


def joined_numbers(first: str, second: str) -> str:
    """Return a field with both numbers."""
    return f"{first}, {second}"


def with_corrected(phone: str, number: str) -> str:
    """Return a field of two numbers with another one in the place of the one of its kind.

    Where ``number`` is no single one, or both or none are of its kind, it takes the place of all.
    """
    of_kind = [one for one in numbers_in(phone) if is_mobile(one) is is_mobile(number)]
    is_clear = len(of_kind) == 1 and len(numbers_in(number)) == 1 and len(numbers_in(phone)) > 1
    return phone.replace(of_kind[0], number) if is_clear else number


def _is_foreign_mobile(number: str) -> bool:
    try:
        read = phonenumbers.parse(number, _HOME)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.number_type(read) == phonenumbers.PhoneNumberType.MOBILE)


def _is_number(number: str) -> bool:
    digits = sum(char.isdigit() for char in number)
    return bool(_PHONE.fullmatch(number)) and _MIN_DIGITS <= digits <= _MAX_DIGITS
