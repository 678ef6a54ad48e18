"""The filters of the deadlines as parameters of an address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from bot.deadlines.address import (
    CODE,
    CODE_SHAPE,
    COUNTRY,
    DEADLINE,
    FORMAT,
    FROM,
    MODE,
    MODES,
    OFFICE,
    PROGRAMME,
    ROUTE,
    START,
    STATE,
    UNTIL,
    YEAR,
    deadline_address,
    read_year,
)
from bot.deadlines.lookup import DeadlineQuery, Mode, Period, YouthOffice
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import DeadlineBook
from bot.field_values import typed_day, visible
from bot.fit.case import FORMATS
from bot.fit.countries import is_country
from bot.texts import keys, text

FIELDS = (
    PROGRAMME, COUNTRY, FORMAT, ROUTE, OFFICE, STATE, FROM, UNTIL, START, YEAR, CODE, MODE,
    DEADLINE,
)  # fmt: skip
MAX_LENGTH = 60

_MOST_VALUES = 10

T = TypeVar("T")


@dataclass
class DeadlineSearch:
    """What the address asks for; ``values`` show the form again, ``errors`` by field are German.

    ``deadline_id`` is set when one deadline alone is meant.
    """

    query: DeadlineQuery = field(default_factory=DeadlineQuery)
    values: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, ""))
    errors: dict[str, str] = field(default_factory=dict)
    deadline_id: str | None = None

    @property
    def address(self) -> str:
        """Return the filters that a feed knows as the query of an address."""
        return deadline_address(self.query, is_feed=True)


def read_search(parameters: Mapping[str, Sequence[str]], book: DeadlineBook) -> DeadlineSearch:
    """Read the parameters; unknown ones are ignored, rubbish becomes errors."""
    reader = _Reader(parameters)
    programmes = reader.choices(PROGRAMME, {programme.id for programme in book.programmes})
    countries = reader.several(
        COUNTRY, lambda code: code.upper() if is_country(code.upper()) else None
    )
    formats = reader.choices(FORMAT, FORMATS)
    routes = reader.several(ROUTE, {route.value: route for route in Route}.get)
    office = reader.one(OFFICE, {office.value: office for office in YouthOffice}.get)
    state = reader.one(STATE, lambda value: value if f"states.{value}" in keys() else None)
    mode = reader.one(MODE, MODES.get)
    first, last, start = reader.day(FROM), reader.day(UNTIL), reader.day(START)
    if first is not None and last is not None and last < first:
        reader.errors[UNTIL] = text("fristen.until_before_from")
        last = None
    period = None
    if first is not None or last is not None:
        period = Period(first, None if last is None else last + timedelta(days=1))
    codes = reader.several(CODE, lambda value: value if CODE_SHAPE.fullmatch(value) else None)
    year = reader.one(YEAR, read_year)
    deadline = reader.one(DEADLINE, {item.id: item for item in book.deadlines}.get)
    query = DeadlineQuery(
        programmes=programmes,
        countries=countries,
        formats=formats,
        period=period,
        start=start,
        year=year,
        codes=codes,
        routes=routes,
        office=office,
        state=state,
        mode=mode or Mode.ALL,
    )
    if deadline is not None:
        query = replace(query, programmes=(deadline.programme.id,))
    return DeadlineSearch(
        query, reader.values, reader.errors, None if deadline is None else deadline.id
    )


class _Reader:
    def __init__(self, parameters: Mapping[str, Sequence[str]]) -> None:
        self._parameters = parameters
        self.values = dict.fromkeys(FIELDS, "")
        self.errors: dict[str, str] = {}

    def several(self, name: str, known: Callable[[str], T | None]) -> tuple[T, ...]:
        given = [visible(value) for value in self._parameters.get(name, ())[:_MOST_VALUES]]
        given = [value for value in given if value]
        self.values[name] = given[0] if given and len(given[0]) <= MAX_LENGTH else ""
        found = [known(value) for value in dict.fromkeys(given)]
        if None in found:
            self.errors[name] = text("fristen.unknown_choice")
        return tuple(value for value in found if value is not None)

    def choices(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        return self.several(name, lambda value: value if value in allowed else None)

    def one(self, name: str, known: Callable[[str], T | None]) -> T | None:
        return next(iter(self.several(name, known)), None)

    def day(self, name: str) -> date | None:
        value = visible(next(iter(self._parameters.get(name, ())), ""))[:MAX_LENGTH]
        self.values[name] = value
        if not value:
            return None
        day = typed_day(value)
        if day is None:
            self.errors[name] = text("fristen.no_date")
            return None
        # The date fields of browsers take no other form.
        self.values[name] = day.isoformat()
        return day
