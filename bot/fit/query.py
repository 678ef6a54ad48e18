"""A plan as parameters of an address, so that a result can be shared by its link alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from bot.field_values import typed_day, visible
from bot.fit.case import (
    FORMATS,
    MOST_COUNTRIES,
    MOST_DAYS,
    MOST_PEOPLE,
    OLDEST,
    ORGANISATIONS,
    UMBRELLA_KINDS,
    Case,
    Seat,
    Span,
)
from bot.fit.countries import is_country

COUNTRY, FORMAT = "land", "format"
AGE_FROM, AGE_TO, GROUP = "alter_von", "alter_bis", "teilnehmende"
START, END, DAYS = "beginn", "ende", "tage"
ORGANISATION, UMBRELLA, SEAT = "traeger", "dachverband", "ort"
FIELDS = (
    COUNTRY, FORMAT, AGE_FROM, AGE_TO, GROUP, START, END, DAYS, ORGANISATION, UMBRELLA, SEAT,
)  # fmt: skip
"""All parameters, in the order of the form; ``land`` may come up to three times."""

MAX_LENGTH = 60
YES, NO = "ja", "nein"

_NUMBER = re.compile(r"[0-9]{1,4}")
_RANGE = re.compile(r"([0-9]{1,4})\s*(?:-|–|bis)\s*([0-9]{1,4})")

SeatFinder = Callable[[str], Seat]
"""Finds the place that a person named; one that is not known has no Bundesland."""


@dataclass(frozen=True)
class QueryProblem:
    """What is wrong with one parameter; ``bot/texts/de/fit.yml`` has the sentence by ``code``."""

    field: str
    code: str
    limit: int = 0


@dataclass(frozen=True)
class QueryReading:
    """The plan, what is wrong, and the cleaned ``values`` for showing the form again.

    A parameter with a problem counts as not known.
    """

    case: Case
    problems: tuple[QueryProblem, ...]
    values: Mapping[str, str]
    countries: tuple[str, ...]

    @classmethod
    def empty(cls) -> QueryReading:
        """Return the reading of an address without parameters."""
        return cls(Case(), (), dict.fromkeys(FIELDS, ""), ())


@dataclass
class _Reader:
    values: dict[str, str]
    problems: list[QueryProblem] = field(default_factory=list)

    def report(self, name: str, code: str, limit: int = 0) -> None:
        self.problems.append(QueryProblem(name, code, limit))

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        value = self.values[name]
        if not value:
            return None
        if value in allowed:
            return value
        self.report(name, "unknown_choice")
        return None

    def number(self, name: str, most: int) -> int | None:
        value = self.values[name]
        if not value:
            return None
        if not _NUMBER.fullmatch(value):
            self.report(name, "no_number")
            return None
        number = int(value)
        if not 0 < number <= most:
            self.report(name, "out_of_range", most)
            return None
        return number

    def people(self, name: str) -> Span | None:
        match = _RANGE.fullmatch(self.values[name])
        if match is None:
            number = self.number(name, MOST_PEOPLE)
            return None if number is None else Span(number, number)
        low, high = int(match[1]), int(match[2])
        if not 0 < low <= high <= MOST_PEOPLE:
            self.report(name, "out_of_range", MOST_PEOPLE)
            return None
        return Span(low, high)

    def day(self, name: str) -> date | None:
        value = self.values[name]
        if not value:
            return None
        day = typed_day(value)
        if day is None:
            self.report(name, "no_date")
            return None
        # The date fields of browsers take no other form.
        self.values[name] = day.isoformat()
        return day


def read_query(parameters: Mapping[str, Sequence[str]], find_seat: SeatFinder) -> QueryReading:
    """Read the parameters of an address; unknown ones are ignored, rubbish becomes problems."""
    cleaned = {name: [visible(value) for value in parameters.get(name, ())] for name in FIELDS}
    values = {name: next(filter(None, found), "") for name, found in cleaned.items()}
    reader = _Reader(values)
    for name, value in values.items():
        if len(value) > MAX_LENGTH:
            reader.report(name, "too_long", MAX_LENGTH)
            values[name] = ""
    countries = _countries(cleaned[COUNTRY], reader)
    start, end = reader.day(START), reader.day(END)
    days = reader.number(DAYS, MOST_DAYS)
    if end is not None and start is None:
        reader.report(START, "start_missing")
        end = None
    elif start is not None and end is not None and end < start:
        reader.report(END, "end_before_start")
        end = None
    elif start is not None and end is not None and (end - start).days >= MOST_DAYS:
        reader.report(END, "too_many_days", MOST_DAYS)
        end = None
    organisation = reader.choice(ORGANISATION, ORGANISATIONS)
    umbrella = reader.choice(UMBRELLA, (YES, NO))
    case = Case(
        countries=countries,
        format=reader.choice(FORMAT, FORMATS),
        age=_age(reader),
        group=reader.people(GROUP),
        start=start,
        end=end,
        days=None if start is not None and end is not None else days,
        organisation=organisation,
        has_umbrella=_umbrella(organisation, umbrella),
        seat=find_seat(values[SEAT]) if values[SEAT] else None,
    )
    order = {name: place for place, name in enumerate(FIELDS)}
    problems = sorted(reader.problems, key=lambda problem: order[problem.field])
    return QueryReading(case, tuple(problems), values, countries)


def to_query(case: Case) -> str:
    """Return the plan as the query of an address, empty for an empty plan."""
    pairs: list[tuple[str, str]] = [(COUNTRY, code) for code in case.countries]
    optional = {
        FORMAT: case.format,
        AGE_FROM: None if case.age is None else case.age.low,
        AGE_TO: None if case.age is None else case.age.high,
        GROUP: case.group,
        START: case.start,
        END: case.end,
        DAYS: case.days,
        ORGANISATION: case.organisation,
        UMBRELLA: None if case.has_umbrella is None else (YES if case.has_umbrella else NO),
        SEAT: None if case.seat is None else case.seat.text,
    }
    pairs += [(name, str(value)) for name, value in optional.items() if value is not None]
    return urlencode(pairs)


def _countries(values: Sequence[str], reader: _Reader) -> tuple[str, ...]:
    codes = dict.fromkeys(value.upper() for value in values if value)
    if not all(is_country(code) for code in codes):
        reader.report(COUNTRY, "unknown_country")
    known = [code for code in codes if is_country(code)]
    if len(known) > MOST_COUNTRIES:
        reader.report(COUNTRY, "too_many_countries", MOST_COUNTRIES)
    return tuple(known[:MOST_COUNTRIES])


def _age(reader: _Reader) -> Span | None:
    low, high = reader.number(AGE_FROM, OLDEST), reader.number(AGE_TO, OLDEST)
    if low is not None and high is not None and high < low:
        reader.report(AGE_TO, "age_upside_down")
        return None
    return None if low is None and high is None else Span(low, high)


def _umbrella(organisation: str | None, answer: str | None) -> bool | None:
    # A municipality or a school has no umbrella body of this kind, whatever was ticked.
    if organisation is not None and organisation not in UMBRELLA_KINDS:
        return None
    return None if answer is None else answer == YES
