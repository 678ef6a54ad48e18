"""How the times of a message were read that do not tell what they are of, said above the card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.doubt import bare_time, is_one_day
from bot.deadlines.asked.query_reading import asks_for_many
from bot.deadlines.asked.sending import is_asked_if_enough, last_of_month, single_day
from bot.deadlines.asked.summer import first_day
from bot.deadlines.asked.time_left import names_closing
from bot.deadlines.asked.told_times import tells_role, tells_sending, times_of_ours
from bot.deadlines.lookup import DeadlineQuery, Mode
from bot.deadlines.shown.wording import german_date
from bot.offers.selection import period_words
from bot.texts import text


def read_times(
    said: str, query: DeadlineQuery, sent: date | None, now: datetime
) -> tuple[DeadlineQuery, str]:
    """Return the filters without a day of which nobody told what is then, and what was read.

    ``sent`` is the day that was taken for that of the application, ``now`` is aware.
    """
    dates = find_dates(said, now)
    ours = times_of_ours(said, dates)
    left_out = [("left_out", span) for span in dates if span not in ours]
    guessed = [span for span in ours if not tells_role(said, span)]
    day = single_day(query.period)
    if query.start is None and sent is None and any(span.first == day for span in guessed):
        left_out += [("left_out_unread", span) for span in guessed]
        query = replace(query, period=None, mode=Mode.ALL)
    told = [
        text(f"offers.{key}", day=german_date(span.first))
        for key, span in left_out
        if span.first is not None and is_one_day(span)
    ]
    if bare_time(said, ours) is None:
        told += _guesses(said, query, sent, ours, guessed)
    return query, " ".join(told)


def _guesses(
    said: str,
    query: DeadlineQuery,
    sent: date | None,
    ours: Sequence[DateSpan],
    guessed: Sequence[DateSpan],
) -> Iterator[str]:
    """Yield for what a time was taken that may be another one."""
    start, period = query.start, query.period
    is_month = last_of_month(period) is not None and not (start or single_day(period))
    if sent is not None:
        if not any(tells_sending(said, span) for span in ours if _is_at(span, sent)):
            yield text("offers.read_as_sent", day=german_date(sent))
            if start:
                # Else the card asks whether the journey begins that day.
                yield text("offers.other_day_sent")
    elif period and is_month and asks_for_many(said) and not names_closing(said):
        yield text("offers.read_as_closing", month=period_words(period))
    taken = (span for span in ours if span in guessed or is_asked_if_enough(said, span))
    if start and any(first_day(span, query.state) == start for span in taken):
        yield text("offers.read_as_start", day=german_date(start))


def _is_at(span: DateSpan, day: date) -> bool:
    """Say whether a time is this day or ends on it, in whatever year it was read."""
    last = None if span.until is None else span.until - timedelta(days=1)
    named = filter(None, (span.first, last))
    return any((one.month, one.day) == (day.month, day.day) for one in named)
