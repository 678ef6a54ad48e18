"""The filters of deadlines as the query of an address: for pages, feeds, buttons and memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar
from urllib.parse import parse_qs, urlencode

from bot.deadlines.lookup import DeadlineQuery, Mode, Period, YouthOffice
from bot.deadlines.models import Route

PROGRAMME, COUNTRY, FORMAT = "programm", "land", "format"
ROUTE, OFFICE, STATE, MODE = "weg", "landesteil", "bundesland", "ansicht"
FROM, UNTIL, START, YEAR, CODE, DEADLINE = "von", "bis", "beginn", "jahr", "aktion", "frist"
ABOUT, YES = "ungefaehr", "ja"
"""Marks a ``beginn`` of which no more than the month or the season is known."""

MODES = {"laufend": Mode.RUNNING, "naechste": Mode.NEXT, "jederzeit": Mode.ALWAYS}
"""The modes that an address can name; without one everything is meant."""

PAGE_PATH = "/fristen"
CALENDAR_PATH = "/fristen.ics"

_MOST_VALUES = 10
CODE_SHAPE = re.compile(r"(?:ka\d|ka\d{3}|esc\d{2})", re.ASCII)
"""The short name of an action of the EU: KA210, ESC30; KA2 is all that begins so."""

_YEAR = re.compile(r"20\d\d")
_ID = re.compile(r"[a-z0-9_]{1,60}")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")

C = TypeVar("C", bound=Enum)


def deadline_address(query: DeadlineQuery, *, is_feed: bool = False) -> str:
    """Return the filters as ``programm=dpjw&land=PL``, empty without filters.

    A feed is looked at for years: with ``is_feed`` only what lasts is kept, that is programmes,
    countries and formats.
    """
    pairs = [(PROGRAMME, value) for value in query.programmes]
    pairs += [(COUNTRY, value) for value in query.countries]
    pairs += [(FORMAT, value) for value in query.formats]
    if not is_feed:
        pairs += list(_passing(query))
    return urlencode(pairs)


def query_from_address(address: str) -> DeadlineQuery:
    """Return the filters that :func:`deadline_address` wrote; what is no filter is left out.

    Any text is read: the buttons of a conversation can be made up.
    """
    values = values_of(address)
    last = _day(values, UNTIL)
    first = _day(values, FROM)
    period = None
    if first is not None or last is not None:
        period = Period(first, None if last is None else last + timedelta(days=1))
    state = _shaped(values.get(STATE, ()), _ID)
    return DeadlineQuery(
        programmes=_shaped(values.get(PROGRAMME, ()), _ID),
        countries=_shaped(values.get(COUNTRY, ()), _COUNTRY_CODE),
        formats=_shaped(values.get(FORMAT, ()), _ID),
        period=period,
        start=_day(values, START),
        is_start_exact=YES not in values.get(ABOUT, ()),
        year=_first(values.get(YEAR, ()), read_year),
        routes=_members(values.get(ROUTE, ()), Route),
        office=next(iter(_members(values.get(OFFICE, ()), YouthOffice)), None),
        state=state[0] if state else None,
        mode=_first(values.get(MODE, ()), MODES.get) or Mode.ALL,
        codes=_shaped(values.get(CODE, ()), CODE_SHAPE),
    )


def read_year(value: str) -> int | None:
    """Return a year of this century, None for anything else."""
    return int(value) if _YEAR.fullmatch(value) and value.isascii() else None


def values_of(address: str) -> dict[str, list[str]]:
    """Return the values by name of whatever is or is not the query of an address."""
    try:
        return parse_qs(address, max_num_fields=50)
    except ValueError:
        return {}


def _passing(query: DeadlineQuery) -> Iterator[tuple[str, str]]:
    yield from ((ROUTE, route.value) for route in query.routes)
    if query.office is not None:
        yield (OFFICE, query.office.value)
    if query.state is not None:
        yield (STATE, query.state)
    if query.period is not None and query.period.first is not None:
        yield (FROM, query.period.first.isoformat())
    if query.period is not None and query.period.until is not None:
        yield (UNTIL, (query.period.until - timedelta(days=1)).isoformat())
    if query.start is not None:
        yield (START, query.start.isoformat())
        if not query.is_start_exact:
            yield (ABOUT, YES)
    if query.year is not None:
        yield (YEAR, str(query.year))
    yield from ((CODE, code) for code in query.codes)
    yield from ((MODE, name) for name, mode in MODES.items() if mode is query.mode)


def _day(values: dict[str, list[str]], name: str) -> date | None:
    return _first(values.get(name, ()), _iso_day)


def _iso_day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if date.min < day < date.max else None


def _shaped(values: Sequence[str], shape: re.Pattern[str]) -> tuple[str, ...]:
    fitting = (value for value in values[:_MOST_VALUES] if shape.fullmatch(value))
    return tuple(dict.fromkeys(fitting))


def _members(values: Sequence[str], kind: type[C]) -> tuple[C, ...]:
    known = {member.value: member for member in kind}
    return tuple(known[value] for value in dict.fromkeys(values) if value in known)


T = TypeVar("T")


def _first(values: Sequence[str], read: Callable[[str], T | None]) -> T | None:
    return next((found for found in map(read, values[:1]) if found is not None), None)
