"""What a message says of times, ways and formats, beside what the understanding named."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from actions import _wiring
from actions._understanding import entity_spans, message_of
from bot.deadlines.asking import (
    asks_whether_in_time,
    deadline_spans,
    filter_spans,
    is_for_deadlines,
    query_from,
)
from bot.deadlines.dates import find_dates
from bot.dialogue.context import Heard
from bot.offers.journey import names_first_day


def with_clues(heard: Heard, tracker: Tracker) -> Heard:
    """Return what was heard with what it says of times, ways and formats."""
    now = _wiring.now()
    dates = find_dates(heard.text, now)
    query = query_from(
        heard.text,
        programmes=heard.programmes,
        countries=heard.countries,
        formats=heard.formats,
        dates=dates,
    )
    return replace(
        heard,
        topics=_topics_that_hold(heard),
        filters=(*filter_spans(heard.text, dates), *entity_spans(tracker, "format")),
        names_day=names_first_day(message_of(tracker), dates, now),
        is_for_deadlines=is_for_deadlines(heard.text, query),
        dates=tuple((span.start, span.end) for span in dates),
        deadlines=tuple(deadline_spans(heard.text)),
        asks_in_time=asks_whether_in_time(heard.text, query),
    )


def _topics_that_hold(heard: Heard) -> tuple[str, ...]:
    """Return the nearest topics without those of a programme that was taken back."""
    book = _wiring.deadlines().usable(_wiring.DEADLINES_UNUSABLE) if heard.taken_back else None
    programmes = () if book is None else book.programmes
    held = {p.topic for p in programmes if p.id in heard.programmes}
    gone = {p.topic for p in programmes if p.id in heard.taken_back} - held
    return tuple(topic for topic in heard.topics if topic not in gone)
