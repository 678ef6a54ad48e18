"""The filters of a question for deadlines in German words, so that none of them acts unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.deadlines.asked.summer import holidays_beginning
from bot.deadlines.lookup import DeadlineQuery, Period
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.wording import german_date
from bot.fit.case import FORMATS
from bot.fit.countries import country_name, is_country
from bot.texts import keys, text

_WHOLE_YEAR = (1, 1, 12, 31)


def selection_words(book: DeadlineBook, query: DeadlineQuery) -> str:
    """Return what was selected, such as ``DPJW, Februar 2027``; empty where nothing was.

    Whether it is about what runs now or comes next is left to the words of the answer itself.
    """
    return ", ".join(_parts(book, query))


def selection_sentence(book: DeadlineBook, query: DeadlineQuery) -> str:
    """Return the selection as a sentence, empty where nothing was selected."""
    words = selection_words(book, query)
    return text("offers.selection", words=words) if words else ""


def _parts(book: DeadlineBook, query: DeadlineQuery) -> Iterator[str]:
    names = {programme.id: programme.name for programme in book.programmes}
    yield from (names[name] for name in query.programmes if name in names)
    yield from (country_name(code) for code in query.countries if is_country(code))
    yield from (text(f"fit.format_{name}") for name in query.formats if name in FORMATS)
    yield from (code.upper() for code in query.codes)
    yield from _way(query)
    if query.state is not None and f"states.{query.state}" in keys():
        yield text(f"states.{query.state}")
    if query.period is not None:
        yield period_words(query.period)
    if query.year is not None:
        yield text("offers.selection_year", year=query.year)
    if query.start is not None:
        yield _start(query.start, is_exact=query.is_start_exact)


def _start(day: date, *, is_exact: bool) -> str:
    if is_exact:
        return text("offers.selection_start", start=german_date(day))
    holidays = holidays_beginning(day)
    key = "selection_start_about" if holidays is None else "selection_start_holidays"
    return text(f"offers.{key}", start=german_date(day), holidays=holidays)


def _way(query: DeadlineQuery) -> Iterator[str]:
    routes = set(query.routes)
    if query.office is not None and routes == {Route.STATE_YOUTH_OFFICE}:
        yield text(f"offers.selection_office_{query.office.value}")
    elif len(routes) == 1:
        yield text(f"fristen.way_{query.routes[0].value}")
    elif routes and Route.CENTRAL_BODY not in routes:
        yield text("offers.selection_without_umbrella")
    elif routes:
        yield text("offers.selection_with_umbrella")


def period_words(period: Period) -> str:
    """Return a period in words, a whole month or year by its name; empty for one that is open."""
    first = period.first
    last = None if period.until is None else period.until - timedelta(days=1)
    if first is None:
        return "" if last is None else text("offers.selection_until", last=german_date(last))
    if last is None:
        return text("offers.selection_from", first=german_date(first))
    if (first.month, first.day, last.month, last.day) == _WHOLE_YEAR and first.year == last.year:
        return text("offers.selection_year", year=first.year)
    if _is_month(first, last):
        month = text(f"deadlines.month_{first.month}")
        return text("offers.selection_month", month=month, year=first.year)
    if first == last:
        return german_date(first)
    return text("offers.selection_days", first=german_date(first), last=german_date(last))


def _is_month(first: date, last: date) -> bool:
    is_last_day = (last + timedelta(days=1)).day == 1
    same_month = (first.year, first.month) == (last.year, last.month)
    return first.day == 1 and same_month and is_last_day
