"""What a bare question for a deadline is about: subject and beginning from earlier in the talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import day_in_germany
from bot.deadlines.address import query_from_address
from bot.deadlines.asked.asking import Concern, asks_for_one, wants_everything
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.doubt import (
    bare_time,
    closes_in,
    doubts,
    is_known_day,
    is_one_day,
)
from bot.deadlines.asked.named_spans import deadline_spans
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.told_times import told_times
from bot.deadlines.asked.unsaid_years import with_coming_start
from bot.deadlines.asked.words import words
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.models import BeforeStartRule
from bot.deadlines.office.parsing import DeadlineBook
from bot.dialogue.context import Context
from bot.dialogue.topics import OVERVIEW_TOPIC
from bot.knowledge.naming.names import words_of
from bot.words.phrases import has_any, spaced

_MOST_WORDS = 8
_BACK = 4
# What is nearer is a meeting rather than a journey.
_AWAY = timedelta(days=14)


def with_talk(
    said: str,
    earlier: DeadlineQuery,
    topic: str | None,
    contexts: Sequence[Context],
    book: DeadlineBook,
    now: datetime,
) -> DeadlineQuery:
    """Return the filters that hold for a question that names no subject: those of the talk.

    ``earlier`` are those already known to hold, ``contexts`` what the talk was about, the oldest
    first. "Bis wann müssen wir beantragen?" after deadlines for Tschechien asks for these, and
    "Februar wollten wir los" tells when that journey was to begin.
    """
    is_open = earlier == DeadlineQuery() and topic in (None, OVERVIEW_TOPIC)
    if not (is_open and (_is_bare(said) or _only_tells_start(said, now))) or wants_everything(said):
        return earlier
    for context in reversed(contexts[-_BACK:]):
        if context.selection:
            return query_from_address(context.selection)
        if context.programmes or context.countries:
            return DeadlineQuery(context.programmes, context.countries)
        about = tuple(p.id for p in book.programmes if p.topic == context.topic)
        if about:
            return DeadlineQuery(about)
    return earlier


def with_told_start(
    earlier: DeadlineQuery,
    contexts: Sequence[Context],
    said: Sequence[str],
    now: datetime,
) -> DeadlineQuery:
    """Return the filters with the beginning of the journey, where it was told before.

    ``said`` is what the person wrote, the latest message last: "8 Tage in Lyon im Oktober 2027" was
    answered by a text, and "und bis wann?" is about that October. Where deadlines were shown since,
    what was selected there holds.
    """
    has_subject = bool(earlier.programmes or earlier.countries)
    # A plan that waits for the first day has selected nothing yet.
    shown = [context for context in contexts[-_BACK:] if context.wish != Concern.PLAN.value]
    is_selected = any(context.selection for context in shown)
    if is_selected or not has_subject or earlier.start or earlier.period or earlier.year:
        return earlier
    for text in reversed(said[-_BACK:-1]):
        dates = find_dates(text, now)
        if not dates or deadline_spans(text):
            continue
        if len({span.first for span in told_times(text, dates)[1]}) > 1:
            # "Am 14. Mai nach Griechenland und am 1. August nach Polen"
            return earlier
        told = with_coming_start(query_from(text, dates=dates, begins=True), text, dates, now)
        if told.start is not None and told.start - day_in_germany(now) >= _AWAY:
            return replace(earlier, start=told.start, is_start_exact=told.is_start_exact)
    return earlier


def may_begin(
    said: str,
    earlier: DeadlineQuery,
    before: Context | None,
    book: DeadlineBook,
    now: datetime,
    *,
    is_asked: bool,
) -> bool:
    """Say whether a time with no telling word beside it is when the journey begins.

    So it is where a journey was talked about or its month ``is_asked`` for. After deadlines of
    something, a day on which none of these ever closed is, a season, and a month with its year:
    "okt 27". A month that was told does not make a day of a deadline one of the journey.
    """
    span = bare_time(said, find_dates(said, now))
    is_past = span is not None and span.until is not None and span.until <= day_in_germany(now)
    if doubts(said) or is_past:
        # Nobody plans what begins "vorgestern".
        return False
    if earlier.start is not None and not earlier.is_start_exact and span is not None:
        # "Und der 1. Dezember?" below those for a half year asks about the day that is told there.
        return not is_known_day(span, find_deadlines(book, earlier, now).items, is_exact=True)
    is_of_journey = earlier.start is not None or (before is not None and not before.selection)
    if is_of_journey or is_asked:
        return True
    if span is None or earlier.period or not (earlier.programmes or earlier.countries):
        return False
    items = find_deadlines(book, earlier, now).items
    if is_one_day(span):
        return not closes_in(span, items)
    if has_any(spaced(span.text), words().seasons) or not span.is_without_year:
        return True
    # Below "drei Monate vor Beginn" of the DPJW a month is that of the beginning.
    is_lead = any(isinstance(item.deadline.rule, BeforeStartRule) for item in items)
    return bool(earlier.programmes) and is_lead and not closes_in(span, items)


def _is_bare(said: str) -> bool:
    """Say whether a message asks when, and names nothing that could be its subject."""
    spoken = [word.text for word in words_of(said)]
    is_short = "wann" in spoken and len(spoken) <= _MOST_WORDS
    behind = zip(spoken, (*spoken[1:], ""), strict=True)
    names_other = any(word in words().purposes and not after.isdigit() for word, after in behind)
    return is_short and not names_other and asks_for_one(said)


def _only_tells_start(said: str, now: datetime) -> bool:
    """Say whether a short message tells when a journey begins, and asks for no deadlines."""
    is_short = len(words_of(said)) <= _MOST_WORDS and "?" not in said
    told = query_from(said, dates=find_dates(said, now))
    return is_short and told.start is not None and not deadline_spans(said)
