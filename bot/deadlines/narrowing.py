"""What a question for deadlines means in its conversation: what was asked before still holds."""

from __future__ import annotations

from dataclasses import replace

from bot.deadlines.lookup import DeadlineQuery, Mode
from bot.deadlines.parsing import DeadlineBook


def query_for(
    book: DeadlineBook, asked: DeadlineQuery, *, topic: str | None, before: DeadlineQuery
) -> DeadlineQuery:
    """Complete what was asked: programmes of the topic, and the filters of the conversation.

    ``before`` are the filters that still hold, none where the question stands for itself. What a
    question names takes the place of what was named before, kind by kind: another programme or
    country, another time, another way. A topic stands for its programmes only where nothing else
    tells which deadlines are meant.
    """
    programmes = book.known(asked.programmes)
    asked = replace(asked, programmes=programmes)
    if not (programmes or asked.countries or asked.routes or before.programmes or before.countries):
        asked = replace(asked, programmes=_of_topic(book, topic))
    return _completed(asked, before)


def _of_topic(book: DeadlineBook, topic: str | None) -> tuple[str, ...]:
    if topic is None:
        return ()
    return tuple(programme.id for programme in book.programmes if programme.topic == topic)


def _completed(asked: DeadlineQuery, before: DeadlineQuery) -> DeadlineQuery:
    names_subject = bool(asked.programmes or asked.countries)
    # An office without a way is only where the person is at home.
    names_way = bool(asked.routes)
    names_time = asked.period is not None or asked.mode is not Mode.ALL
    return DeadlineQuery(
        programmes=asked.programmes if names_subject else before.programmes,
        countries=asked.countries if names_subject else before.countries,
        formats=asked.formats or before.formats,
        period=asked.period if names_time else before.period,
        start=asked.start or before.start,
        is_start_exact=asked.is_start_exact if asked.start else before.is_start_exact,
        routes=asked.routes if names_way else before.routes,
        office=asked.office if names_way else before.office or asked.office,
        state=asked.state or before.state,
        mode=asked.mode if names_time else before.mode,
    )
