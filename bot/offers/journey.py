"""The journey that a plan is wanted for, put together from what was said so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta

from bot.clock import day_in_germany
from bot.deadlines.address import query_from_address, values_of
from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.shifting import shift_in
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.wording import german_date
from bot.fit.case import FORMATS, MOST_COUNTRIES, Case, Seat
from bot.fit.countries import is_country
from bot.fit.query import SeatFinder, read_query
from bot.fit.told.answers import answers_from, case_from
from bot.fit.told.reading import Message, named_period, read_named
from bot.fit.told.renumbering import renumbered
from bot.planning.query import MOST_CHOSEN, PLAN_PATH, plan_query
from bot.texts import text

_DATES = ("start", "end", "days", "when")
_LONGEST_JOURNEY_DAYS = 31
_TOO_NEAR = timedelta(days=14)


def journey_of(
    said: Message, selection: str, query: DeadlineQuery, find_seat: SeatFinder, now: datetime
) -> Case:
    """Return the journey: what the message says goes before what was selected before.

    ``selection`` is an address of filters or of a plan, ``query`` the filters that hold with this
    message; ``now`` is aware. A first day is taken only from a day: a plan must not count back
    from a guess.
    """
    before = read_query(values_of(selection), find_seat).case
    if not query_from_address(selection).is_start_exact:
        before = replace(before, start=None, end=None, when=None)
    filtered = filtered_case(query)
    case = replace(before, countries=filtered.countries, format=filtered.format or before.format)
    answers = {**read_named(said, find_seat, now), **renumbered(said.text, answers_from(before))}
    told = case_from(answers, find_seat)
    changes = {f.name: getattr(told, f.name) for f in fields(Case) if f.name not in _DATES}
    changes = {name: value for name, value in changes.items() if value not in (None, ())}
    shift = shift_in(said.text)
    if shift is not None and before.start is not None:
        # "Zwei Wochen später": as long as before.
        end = None if before.end is None else shift.of(before.end)
        changes |= {"start": shift.of(before.start), "end": end, "when": None}
    elif told.start is not None and _names_day(find_dates(said.text, now)):
        changes |= {"start": told.start, "end": told.end, "days": told.days or before.days}
        changes |= {"when": None}
    elif told.start is not None and before.start is not None:
        # "Nee, Mai": the day told before holds no longer.
        changes |= {"start": None, "end": None, "when": None}
    elif told.days is not None:
        changes |= {"days": told.days, "end": None}
    return replace(case, **changes)


def changes_number(said: str, selection: str) -> bool:
    """Say whether a message changes a number of the plan that an address holds."""
    case = read_query(values_of(selection), Seat).case
    return bool(renumbered(said, answers_from(case)))


def names_first_day(said: Message, dates: Sequence[DateSpan], now: datetime) -> bool:
    """Say whether a message names the day on which a journey may begin, two weeks off at least.

    ``dates`` are the periods that ``find_dates`` found in it.
    """
    return _names_day(dates) and named_period(said, now) is not None


def filtered_case(query: DeadlineQuery) -> Case:
    """Return the journey that filters of deadlines tell of: countries, format, first day."""
    return Case(
        countries=tuple(filter(is_country, query.countries))[:MOST_COUNTRIES],
        format=next((name for name in query.formats if name in FORMATS), None),
        start=query.start,
    )


def chosen_programmes(book: DeadlineBook, query: DeadlineQuery) -> tuple[str, ...]:
    """Return the programmes that the plan is to be made for, none where all that fit are meant."""
    return book.known(query.programmes)[:MOST_CHOSEN]


def with_own_country(case: Case, book: DeadlineBook, chosen: Sequence[str]) -> Case:
    """Return the journey with the country of the one programme chosen, where it has only one."""
    if case.countries or len(chosen) != 1:
        return case
    countries = book.countries_of(chosen[0])
    fits = len(countries) == 1 and is_country(countries[0])
    return replace(case, countries=countries) if fits else case


def plan_link(case: Case, site: str) -> tuple[str, str] | None:
    """Return title and address of the plan for a journey; None without a first day.

    ``site`` is the public address before our pages.
    """
    if case.start is None:
        return None
    return text("offers.plan_link"), f"{site}{PLAN_PATH}?{plan_query(case)}"


def query_of_journey(case: Case, chosen: Sequence[str] = ()) -> DeadlineQuery:
    """Return the filters of deadlines that a journey stands for."""
    formats = (case.format,) if case.format in FORMATS else ()
    return DeadlineQuery(tuple(chosen), case.countries, formats, start=case.start)


def which_day(dates: Sequence[DateSpan], now: datetime) -> str:
    """Return the question for the first day of a plan: what is wrong with the one that was named.

    ``dates`` are the periods in the message, none of which a plan can be made for.
    """
    day = next((span.first for span in dates if span.names_days and span.first), None)
    if day is None:
        return text("offers.plan_which_day" if dates else "offers.plan_which_start")
    today = day_in_germany(now)
    if day - today > _TOO_NEAR:
        return text("offers.plan_which_day")
    key = "offers.plan_day_near" if day >= today else "offers.plan_day_past"
    return text(key, day=german_date(day))


def _names_day(dates: Sequence[DateSpan]) -> bool:
    # A month, a season or the summer holidays tell when a journey may begin, not on which day.
    for span in dates:
        if span.first is not None and span.names_days and not span.is_told_over:
            return span.until is None or (span.until - span.first).days <= _LONGEST_JOURNEY_DAYS
    return False
