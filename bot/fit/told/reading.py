"""Reads answers to the questions of the check out of a message; one may answer several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.fit.case import FORMATS, MOST_COUNTRIES, MOST_DAYS, MOST_PEOPLE, OLDEST
from bot.fit.query import MAX_LENGTH, NO, YES, SeatFinder
from bot.fit.told.answers import OPEN, period_text
from bot.fit.told.periods import find_period
from bot.fit.words import words
from bot.words.phrases import has_any, spaced

_YOUNGEST_SAID = 3
# Nobody asks for funding of next week; "heute" and "morgen" in passing mean something else.
_SOONEST_DAYS = 14
_FROM_TO = re.compile(r"([0-9]{1,4})\s*(?:-|–|bis|und|/)\s*([0-9]{1,4})")
_FROM = re.compile(r"\bab\s+([0-9]{1,4})")
_UP_TO = re.compile(r"\b(?:bis|höchstens|maximal|max\.?|unter)\s+([0-9]{1,4})")
_NUMBER = re.compile(r"[0-9]{1,4}")
# "16+16 Jugendliche" are those of both sides, and no age from 16 on.
_BOTH_SIDES = re.compile(r"[0-9]\s*\+\s*[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
# No clause ends in "15. Oktober" or "12.7. bis".
_END_OF_CLAUSE = re.compile(r"[,;:!?]\s+|\n+|(?:(?<=[a-zäöüß]{3})|(?<=\d{4}))\.\s+")
_NUMBER_WITH_DAYS = re.compile(r"([0-9]{1,3})\s*(?:tage?n?|t)?\s*")


@dataclass(frozen=True)
class Entity:
    """A name or quantity that the language understanding found, with the words it stands in."""

    name: str
    value: str
    text: str = ""
    role: str | None = None


@dataclass(frozen=True)
class Message:
    """What a person wrote, without button payloads."""

    text: str
    entities: tuple[Entity, ...] = ()

    def values(self, name: str) -> list[str]:
        """Return the distinct values of an entity, in order."""
        return list(dict.fromkeys(e.value for e in self.entities if e.name == name))

    def has(self, *names: str) -> bool:
        """Say whether any of the entities was found."""
        return any(entity.name in names for entity in self.entities)


def read_named(message: Message, find_seat: SeatFinder, now: datetime) -> dict[str, str]:
    """Return the answers that stand clearly in any message, whatever was asked."""
    found = {
        "country": _countries(message),
        "format": _format(message),
        "age": _age(message),
        "group": _participants(message),
        "period": named_period(message, now),
        "days": _days(message),
        "organisation": _organisation(message, is_asked=False),
        "seat": _named_seat(message, find_seat),
    }
    return {question: answer for question, answer in found.items() if answer is not None}


def read_asked(question: str, message: Message, find_seat: SeatFinder, now: datetime) -> str | None:
    """Return the answer to the question that is open, or None when the message holds none."""
    named = read_named(message, find_seat, now).get(question)
    if named:
        return named
    reader = _ASKED.get(question)
    asked = None if reader is None else reader(message)
    if question == "seat":
        asked = _asked_seat(message, find_seat)
    elif question == "period":
        asked = _period(message, now)
    # "14 bis 17" alone is an age only because it was asked for.
    return asked or (OPEN if is_open(message.text) else None)


def named_period(message: Message, now: datetime) -> str | None:
    """Return the period that any message names as an answer; None for one that is too soon."""
    start, end, when = find_period(_of_journey(message.text), now)
    if start is None or start < (now + timedelta(days=_SOONEST_DAYS)).date():
        return None
    return period_text(start, end, when)


def _of_journey(said: str) -> str:
    """Return a text without clauses that tell when something is due: "Abgabe ist im Februar"."""
    if not has_any(spaced(said), words().due):
        return said
    clauses = _END_OF_CLAUSE.split(said)
    return ", ".join(one for one in clauses if not has_any(spaced(one), words().due))


def is_open(text: str) -> bool:
    """Say whether the person does not know yet."""
    return has_any(spaced(text), words().unknown)


def _countries(message: Message) -> str | None:
    codes = message.values("country")[:MOST_COUNTRIES]
    return ",".join(codes) or None


def _format(message: Message) -> str | None:
    return _first([value for value in message.values("format") if value in FORMATS])


def _age(message: Message) -> str | None:
    """Return the ages; "die Jüngste ist 9" tells only where they begin."""
    ages = message.values("age")
    if _BOTH_SIDES.search(message.text):
        ages = [age for age in ages if not age.endswith(("+", "-"))]
    age = _first(ages)
    said = spaced(message.text)
    if age is None or not age.isdigit():
        return age
    if has_any(said, words().youngest):
        return f"{age}-"
    return f"-{age}" if has_any(said, words().oldest) else age


def _participants(message: Message) -> str | None:
    sizes = [e.value for e in message.entities if e.name == "group_size" and e.role != "leaders"]
    return _first(sizes)


def _period(message: Message, now: datetime) -> str | None:
    start, end, when = find_period(message.text, now)
    return None if start is None else period_text(start, end, when)


def _days(message: Message) -> str | None:
    value = _first(message.values("duration"))
    if value is None:
        return None
    # Of "7 bis 10 Tage" the longer one decides whether a rule is kept.
    days = int(float(value.rpartition("-")[2]))
    return str(days) if 0 < days <= MOST_DAYS else None


def _organisation(message: Message, *, is_asked: bool) -> str | None:
    text = spaced(message.text)
    # A person who says "die Schule" in passing does not speak for one.
    if not is_asked and not has_any(text, words().speaks_for):
        return None
    found = (kind for kind, forms in words().organisation.items() if has_any(text, forms))
    return next(found, None)


def _named_seat(message: Message, find_seat: SeatFinder) -> str | None:
    for entity in message.entities:
        if entity.name in ("region", "LOC") and entity.text:
            seat = find_seat(entity.text)
            if seat.state is not None:
                return entity.text
    return None


def _asked_seat(message: Message, find_seat: SeatFinder) -> str | None:
    text = message.text.strip().strip(".!")
    if not text or len(text) > MAX_LENGTH:
        return None
    for candidate in (text, _without_fillers(text)):
        if candidate and find_seat(candidate).state is not None:
            return candidate
    return None


def _without_fillers(text: str) -> str:
    kept = [word for word in text.split() if spaced(word).strip() not in words().around_place]
    return " ".join(kept)


def _bare_age(message: Message) -> str | None:
    # "7 Tage" is no answer to "Wie alt?".
    is_other = message.has("duration", "group_size", "amount")
    return None if is_other else _bare_span(message.text, OLDEST, _YOUNGEST_SAID)


def _bare_group(message: Message) -> str | None:
    is_other = message.has("duration", "age", "amount")
    return None if is_other else _bare_span(message.text, MOST_PEOPLE, 1)


def _bare_span(text: str, most: int, least: int) -> str | None:
    digits = _in_digits(text)
    if match := _FROM_TO.search(digits):
        low, high = int(match[1]), int(match[2])
        return f"{low}-{high}" if least <= low <= high <= most else None
    for pattern, shape in ((_FROM, "{}-"), (_UP_TO, "-{}")):
        if (match := pattern.search(digits)) and least <= int(match[1]) <= most:
            return shape.format(int(match[1]))
    numbers = [int(number) for number in _NUMBER.findall(digits)]
    if len(numbers) == 1 and least <= numbers[0] <= most:
        return str(numbers[0])
    return None


def _in_digits(text: str) -> str:
    """Return the text in lower case with number words as digits: "zehn bis zwölf"."""
    numbers = words().numbers
    return _WORD.sub(lambda m: str(numbers.get(spaced(m[0]).strip(), m[0])), text.lower())


def _bare_days(message: Message) -> str | None:
    match = _NUMBER_WITH_DAYS.fullmatch(_in_digits(message.text).strip().rstrip("."))
    return match[1] if match is not None and 0 < int(match[1]) <= MOST_DAYS else None


def _asked_organisation(message: Message) -> str | None:
    return _organisation(message, is_asked=True)


def _asked_umbrella(message: Message) -> str | None:
    text = spaced(message.text)
    if is_open(message.text):
        return OPEN
    if has_any(text, words().umbrella_no):
        return NO
    return YES if has_any(text, words().umbrella_yes) else None


def _first(values: Sequence[str]) -> str | None:
    return values[0] if values else None


_ASKED: dict[str, Callable[[Message], str | None]] = {
    "days": _bare_days,
    "age": _bare_age,
    "group": _bare_group,
    "organisation": _asked_organisation,
    "umbrella": _asked_umbrella,
}
