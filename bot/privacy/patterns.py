"""The patterns of personal data: where in a text something personal stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import phonenumbers
from stdnum import iban

from bot.words.lists import tree

HOME = "DE"
_WORDS_FILE = Path(__file__).with_name("words.yml")
_BLANK = "|"
# Shorter ones are numbers of files as often as of telephones.
_LEAST_PHONE_DIGITS = 9
_LONGEST_IBAN, _SHORTEST_IBAN = 34, 15
# Free of charge or for many: nobody is found by them.
_PUBLIC_NUMBERS = frozenset({
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.UAN,
})  # fmt: skip

_MAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?:@|\s?[(\[]\s?at\s?[)\]]\s?)"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w-])",
    re.IGNORECASE,
)
_IBAN_START = re.compile(r"(?<![^\W_])[A-Z]{2}[0-9]{2}(?=[ -]?[A-Z0-9])", re.IGNORECASE)
# A number of ours, of a project, of a day: not of a telephone, whatever its digits.
_NO_PHONE = re.compile(
    r"[0-9]{1,2}\.\s?[0-9]{1,2}\.(?:\s?[0-9]{4}|\s?[0-9]{2}(?![0-9]))?"
    r"|(?:19|20)[0-9]{2}\s?[-/]\s?[0-9]{1,4}(?:[-/][0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,2}[-/][0-9]{1,2}[-/](?:19|20)[0-9]{2}(?![0-9])"
    r"|[A-Z]{2,5}[0-9]*[-/][0-9][A-Z0-9/-]*",
    re.IGNORECASE,
)
_PIN = re.compile(r"(?<![^\W_])PIN\b[^0-9\n]{0,15}((?:[0-9][ -]?){7}[0-9])(?![0-9])", re.IGNORECASE)
_CARD = re.compile(
    r"(?<![^\W_])[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9](?![^\W_])",
)
_CARD_SHAPE = r"(?<![^\W_])(?=[A-Z0-9]*[0-9])[A-Z0-9]{6,12}(?![^\W_]|[.,][0-9])"
_CARD_WEIGHTS = (7, 3, 1)
_LEAST_CARD_DIGITS = 5
_OLDEST_YEARS = 110


class Kind(Enum):
    """What was found."""

    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    ID_NUMBER = "id_number"
    PIN = "pin"


@dataclass(frozen=True)
class Finding:
    """Personal data between two places of a text."""

    kind: Kind
    start: int
    end: int


def find_personal_data(text: str, today: date) -> list[Finding]:
    """Return what is personal in ``text``, in order and without overlaps.

    ``today`` tells which days can be days of birth. What has another meaning in this field (days
    of a journey, ages, amounts, references, numbers of projects) is never found.
    """
    found: list[Finding] = []
    for kind, find in (
        (Kind.IBAN, _ibans),
        (Kind.EMAIL, _mails),
        (Kind.PIN, _pins),
        (Kind.BIRTH_DATE, lambda said: _birth_dates(said, today)),
        (Kind.ID_NUMBER, _id_numbers),
        (Kind.PHONE, _phones),
    ):
        rest = _blanked(text, found)
        found += [Finding(kind, start, end) for start, end in find(rest)]
    return sorted(found, key=lambda finding: finding.start)


def _blanked(text: str, found: list[Finding]) -> str:
    for finding in found:
        size = finding.end - finding.start
        text = text[: finding.start] + _BLANK * size + text[finding.end :]
    return text


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    free = 0
    for match in _IBAN_START.finditer(text):
        end = _iban_end(text, match.start())
        if end is not None and match.start() >= free:
            free = end
            yield match.start(), end


def _iban_end(text: str, start: int) -> int | None:
    """Return where the longest valid IBAN ends that begins at ``start``."""
    letters, ends = "", []
    for place in range(start, len(text)):
        char = text[place]
        if char.isascii() and char.isalnum():
            letters += char
            is_last = place + 1 == len(text) or not text[place + 1].isalnum()
            if is_last and len(letters) >= _SHORTEST_IBAN:
                ends.append((letters, place + 1))
        elif char not in " -":
            break
        if len(letters) == _LONGEST_IBAN:
            break
    return next((end for said, end in reversed(ends) if iban.is_valid(said)), None)


def _mails(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _MAIL.finditer(text))


def _pins(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span(1) for match in _PIN.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    text = _NO_PHONE.sub(lambda match: _BLANK * len(match[0]), text)
    for match in phonenumbers.PhoneNumberMatcher(text, HOME, phonenumbers.Leniency.VALID):
        digits = sum(char.isdigit() for char in match.raw_string)
        is_public = phonenumbers.number_type(match.number) in _PUBLIC_NUMBERS
        if digits >= _LEAST_PHONE_DIGITS and not is_public:
            yield match.start, match.end


def _birth_dates(text: str, today: date) -> Iterator[tuple[int, int]]:
    for pattern in (_words().born_before, _words().born_after):
        for match in pattern.finditer(text):
            day = _day(match["date"])
            if day is not None and today.year - _OLDEST_YEARS < day.year and day <= today:
                yield match.span("date")


def _day(said: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"[0-9]+", said)]
    name = re.search(r"[^\W\d_]+", said)
    if name is not None:
        numbers.insert(1, _words().months.get(name[0].lower(), 0))
    first, month, last = numbers
    year, day = (first, last) if first > 31 else (last, first)  # noqa: PLR2004 - no such day
    if year < 100:  # noqa: PLR2004 - two digits
        year += 1900 if year > 30 else 2000  # noqa: PLR2004 - nobody alive says '25 for 1925
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _id_numbers(text: str) -> Iterator[tuple[int, int]]:
    named = [match.span("number") for match in _words().id_card.finditer(text) if _is_card(match)]
    yield from named
    for match in _CARD.finditer(text):
        if match.span() not in named and _has_check_digit(match[0]):
            yield match.span()


def _is_card(match: re.Match[str]) -> bool:
    number = match["number"]
    digits = sum(char.isdigit() for char in number)
    return bool(match["word"]) or digits >= _LEAST_CARD_DIGITS


def _has_check_digit(number: str) -> bool:
    """Tell whether the last digit of a German card is the one that follows from the others."""
    values = [int(char, 36) for char in number[:-1]]
    total = sum(v * _CARD_WEIGHTS[place % 3] for place, v in enumerate(values))
    return total % 10 == int(number[-1]) and sum(char.isdigit() for char in number) > 1


@dataclass(frozen=True)
class _Words:
    born_before: re.Pattern[str]
    born_after: re.Pattern[str]
    id_card: re.Pattern[str]
    months: Mapping[str, int]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw: dict[str, Any] = tree(_WORDS_FILE)
    months = {name: n for n, names in enumerate(raw["months"], start=1) for name in names}
    day = (
        r"(?P<date>(?:[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?(?:[0-9]{4}|[0-9]{2})"
        r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
        rf"|[0-9]{{1,2}}\.?\s(?:{_any(months)})\s[0-9]{{4}})(?![0-9]))"
    )
    filler = rf"(?:[\s:,.=(-]|(?<![^\W_])(?:{_any(raw['between'])})(?![^\W_]))*"
    flags = re.IGNORECASE
    return _Words(
        re.compile(rf"(?<![^\W_])(?:{_any(raw['birth_before'])})(?![^\W\d_]){filler}{day}", flags),
        re.compile(
            rf"(?<![0-9.]){day}[\s,)]{{0,3}}(?:{_any(raw['birth_after'])})(?![^\W_])", flags
        ),
        re.compile(
            rf"(?<![^\W_])(?i:{_any(raw['id_card'])})(?![^\W_])"
            rf"(?P<word>[\s.]*(?i:{_any(raw['number_word'])})(?![^\W_])|\s?[:#])?"
            rf"[\s.:#]*(?i:ist|lautet|is)?[\s.:#]*(?P<number>{_CARD_SHAPE})",
        ),
        months,
    )


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
