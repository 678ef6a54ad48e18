"""How the times of a message were read that do not tell what they are of, said above the card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.clock import day_in_germany
from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.doubt import bare_time, is_one_day
from bot.deadlines.asked.query_reading import asks_for_many
from bot.deadlines.asked.sending import (
    is_asked_if_enough,
    last_of_month,
    single_day,
    tells_of_journey,
)
from bot.deadlines.asked.summer import first_day
from bot.deadlines.asked.time_left import names_closing
from bot.deadlines.asked.time_roles import (
    tells_own_story,
    tells_role,
    tells_sending,
    times_of_ours,
)
from bot.deadlines.lookup import DeadlineQuery, Mode, Period
from bot.deadlines.shown.wording import german_date
from bot.offers.selection import period_words
from bot.texts import text

_MONTH = timedelta(31)
_AWAY = timedelta(14)


def read_times(
    said: str, query: DeadlineQuery, sent: date | None, now: datetime
) -> tuple[DeadlineQuery, str]:
    """Return the filters without a day of which nobody told what is then, and what was read.

    ``sent`` is the day that was taken for that of the application, ``now`` is aware.
    """
    dates = find_dates(said, now)
    ours = times_of_ours(said, dates)
    guessed = [span for span in ours if not tells_role(said, span)]
    day, is_start_known = single_day(query.period), query.start is not None
    starts = [span for span in guessed if first_day(span, query.state) == query.start]
    # Of several days with nothing to tell them apart, none is more likely the first.
    is_one_of_many = bool(starts) and len(guessed) > 1
    is_soon = is_too_near(said, query.start, now)
    stories = [span for span in starts if is_soon or tells_own_story(said, span)]
    unread = guessed if is_one_of_many else stories
    if unread:
        query = replace(query, start=None, is_start_exact=True)
    elif not is_start_known and sent is None and any(span.first == day for span in guessed):
        unread, query = guessed, replace(query, period=None, mode=Mode.ALL)
    told = [_left_out(span, "left_out") for span in dates if span not in ours]
    told += [_left_out(span, "left_out_unread") for span in unread]
    if bare_time(said, ours) is None:
        told += _guesses(said, query, sent, ours, guessed)
    return query, " ".join(filter(None, told))


def is_too_near(said: str, start: date | None, now: datetime) -> bool:
    """Say whether nobody plans what begins so soon: "30. November, heute noch machbar?"."""
    is_near = start is not None and start - day_in_germany(now) < _AWAY
    return is_near and not tells_of_journey(said)


def _left_out(span: DateSpan, key: str) -> str:
    """Return that a time is not reckoned with, empty where it is no clear one."""
    if span.first is None or span.until is None or span.until - span.first > _MONTH:
        return ""
    day = period_words(Period(span.first, span.until))
    return text(f"offers.{key if is_one_day(span) else 'left_out'}", day=day)


def _guesses(
    said: str,
    query: DeadlineQuery,
    sent: date | None,
    ours: Sequence[DateSpan],
    guessed: Sequence[DateSpan],
) -> Iterator[str]:
    """Yield for what a time was taken that may be another one."""
    start, period = query.start, query.period
    is_of_many = asks_for_many(said) or len((*query.programmes, *query.countries)) > 1
    is_month = last_of_month(period) is not None and not (start or single_day(period))
    if sent is not None:
        if not any(tells_sending(said, span) for span in ours if _is_at(span, sent)):
            yield text("offers.read_as_sent", day=german_date(sent))
            if start:
                # Else the card asks whether the journey begins that day.
                yield text("offers.other_day_sent")
    elif period and is_month and is_of_many and not names_closing(said):
        first = "" if period.first is None else german_date(period.first)
        yield text("offers.read_as_closing", when=period_words(period), first=first)
    taken = (span for span in ours if span in guessed or is_asked_if_enough(said, span))
    if start and any(first_day(span, query.state) == start for span in taken):
        yield text("offers.read_as_start", day=german_date(start))


def _is_at(span: DateSpan, day: date) -> bool:
    """Say whether a time is this day or ends on it, in whatever year it was read."""
    last = None if span.until is None else span.until - timedelta(days=1)
    named = filter(None, (span.first, last))
    return any((one.month, one.day) == (day.month, day.day) for one in named)
