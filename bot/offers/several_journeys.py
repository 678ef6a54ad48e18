"""Several journeys in one message: "Frist für Frankreich im Mai und Polen im Herbst?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.summer import first_day
from bot.deadlines.asked.time_kinds import LONGEST_JOURNEY
from bot.deadlines.asked.time_left import names_closing
from bot.deadlines.asked.time_roles import times_of_ours
from bot.deadlines.asked.told_times import told_times
from bot.deadlines.asked.unsaid_years import with_coming_start
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.shown.wording import german_date
from bot.fit.told.reading import Message
from bot.texts import text

_MOST = 3
_FEWEST = 2


def journeys_apart(
    message: Message, query: DeadlineQuery, now: datetime
) -> tuple[DeadlineQuery, ...]:
    """Return the filters of each journey, where each is told with its own subject and time.

    Empty where a message tells of one journey, or not clearly which time belongs to what. ``query``
    are the filters of the whole message, ``now`` is aware.
    """
    said = message.text
    if names_closing(said):
        # "Was endet für Polen im Mai und für Frankreich im Juni?" asks about no journey.
        return ()
    for kind, asked in (("country", query.countries), ("programme", query.programmes)):
        named = {e.value: said.find(e.text) for e in message.entities if e.name == kind and e.text}
        subjects = [(named[one], one) for one in asked if one in named]
        dates = times_of_ours(said, find_dates(said, now))
        pairs = _pairs(subjects, [span for span in dates if span.first is not None])
        if pairs:
            journeys = ((_of_journey(query, kind, one, span), span) for one, span in pairs)
            return tuple(with_coming_start(one, said, [span], now) for one, span in journeys)
    return ()


def journey_to_plan(
    message: Message, query: DeadlineQuery, start: date | None, now: datetime
) -> tuple[DeadlineQuery | None, str]:
    """Return the filters of the journey that begins on a day, and that others were told beside it.

    None where the message tells of one journey, or not clearly of which.
    """
    if start is None:
        return None, ""
    apart = journeys_apart(message, query, now)
    one = next((journey for journey in apart if journey.start == start), None)
    if one is None:
        return None, one_of_words(message.text, replace(query, start=start), now)
    return one, text("offers.one_of_journeys", start=german_date(start))


def one_of_words(said: str, query: DeadlineQuery, now: datetime) -> str:
    """Return which of several times was reckoned with, empty where only one was told."""
    times = told_times(said, find_dates(said, now))[1]
    starts = {day for span in times if (day := first_day(span, query.state))}
    if query.start is None or query.start not in starts or len(starts) == 1:
        return ""
    is_for_several = max(len(query.countries), len(query.programmes)) > 1
    # Two days within a month are rather the first and the last one of a journey.
    is_one = all(span.names_days for span in times) and max(starts) - min(starts) <= LONGEST_JOURNEY
    if is_one and not is_for_several:
        return ""
    return text("offers.one_of_journeys", start=german_date(query.start))


def _pairs(
    subjects: Sequence[tuple[int, str]], spans: Sequence[DateSpan]
) -> list[tuple[str, DateSpan]]:
    """Return each subject with its time, where they take turns in the text."""
    if not _FEWEST <= len(subjects) <= _MOST or len(spans) != len(subjects):
        return []
    pairs = list(zip(sorted(subjects), sorted(spans, key=lambda span: span.start), strict=True))
    is_first = {place < span.start for (place, _), span in pairs}
    begins = [min(place, span.start) for (place, _), span in pairs]
    ends = [max(place, span.start) for (place, _), span in pairs]
    is_apart = all(end < begin for end, begin in zip(ends, begins[1:], strict=False))
    return [(one, span) for (_, one), span in pairs] if is_apart and len(is_first) == 1 else []


def _of_journey(query: DeadlineQuery, kind: str, subject: str, span: DateSpan) -> DeadlineQuery:
    is_year, is_country = span.grain == "year", kind == "country"
    return replace(
        query,
        countries=(subject,) if is_country else query.countries,
        programmes=query.programmes if is_country else (subject,),
        period=None,
        start=None if is_year else first_day(span, query.state),
        is_start_exact=span.names_days,
        year=span.first.year if is_year and span.first is not None else None,
    )
