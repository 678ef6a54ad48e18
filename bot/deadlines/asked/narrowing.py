"""What a question for deadlines means in its conversation: what was asked before still holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.deadlines.lookup import DeadlineQuery, Mode
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import DeadlineBook


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
    if asked.routes:
        before = with_way(book, before, asked.routes)
    if not (programmes or asked.countries or asked.routes or before.programmes or before.countries):
        asked = replace(asked, programmes=_of_topic(book, topic))
    completed = replace(_completed(asked, before), countries=_countries(book, asked, before))
    return _with_own_deadlines(book, completed)


def _countries(book: DeadlineBook, asked: DeadlineQuery, before: DeadlineQuery) -> tuple[str, ...]:
    """Return the countries that hold: "und Erasmus?" after Poland is still about Poland.

    A programme that is made for other countries leaves them behind.
    """
    if asked.countries or not asked.programmes:
        return asked.countries or before.countries
    meant = [programme for programme in book.programmes if programme.id in asked.programmes]
    return tuple(
        code
        for code in before.countries
        if any(p.any_country or code in p.countries for p in meant)
    )


def _with_own_deadlines(book: DeadlineBook, query: DeadlineQuery) -> DeadlineQuery:
    """Return the query with the programmes that have another one's deadlines for a country.

    The KJP with Israel has those of ConAct, and none of its own for other countries.
    """
    others = {p.id: dict(p.instead) for p in book.programmes if p.instead}
    found = [
        others.get(name, {}).get(code, name)
        for name in query.programmes
        for code in query.countries or ("",)
    ]
    return replace(query, programmes=tuple(dict.fromkeys(found)))


def with_those_of(
    book: DeadlineBook, programmes: Collection[str], countries: Collection[str]
) -> tuple[str, ...]:
    """Return the programmes with those made for countries that were listed beside them.

    "Polen, DPJW" lists nothing: the programme is made for that country.
    """
    covered = {code for p in book.programmes if p.id in programmes for code in p.countries}
    made = (p.id for p in book.programmes if set(p.countries) & (set(countries) - covered))
    return tuple(dict.fromkeys((*made, *programmes)))


def funds_of_land(book: DeadlineBook, state: str | None) -> tuple[str, ...]:
    """Return the programmes that the Land pays for groups from it, as ids."""
    return tuple(p.id for p in book.programmes if p.any_country and state in p.states)


def still_holding(
    before: DeadlineQuery, asked: DeadlineQuery, taken_back: Collection[str]
) -> DeadlineQuery:
    """Return the filters that hold when ``asked`` corrects what was asked ``before``.

    ``taken_back`` are ids of programmes, countries and formats that are named as wrong. Whoever
    asked for an office and then says "nein, das DFJW" no longer means the office.
    """
    names_subject = bool(asked.programmes or asked.countries)
    if names_subject and before.routes and not (before.programmes or before.countries):
        before = replace(before, routes=(), office=None)
    return replace(
        before,
        programmes=tuple(name for name in before.programmes if name not in taken_back),
        countries=tuple(name for name in before.countries if name not in taken_back),
        formats=tuple(name for name in before.formats if name not in taken_back),
    )


def with_way(book: DeadlineBook, query: DeadlineQuery, routes: Collection[Route]) -> DeadlineQuery:
    """Return the query without programmes that an office asked for does not pay for.

    ``routes`` are the ways asked for; those that are no office of their own only narrow.
    "Und beim Landesjugendamt?" after Erasmus+ asks for what can be applied for there.
    """
    if set(routes) != {Route.STATE_YOUTH_OFFICE}:
        return query
    there = {d.programme.id for d in book.deadlines if d.route is Route.STATE_YOUTH_OFFICE}
    return replace(query, programmes=tuple(name for name in query.programmes if name in there))


def _of_topic(book: DeadlineBook, topic: str | None) -> tuple[str, ...]:
    if topic is None:
        return ()
    return tuple(programme.id for programme in book.programmes if programme.topic == topic)


def _completed(asked: DeadlineQuery, before: DeadlineQuery) -> DeadlineQuery:
    names_subject = bool(asked.programmes or asked.countries)
    # An office without a way is only where the person is at home.
    names_way = bool(asked.routes)
    names_time = asked.period is not None or asked.mode is not Mode.ALL or asked.year is not None
    # Another beginning is another question: what was asked to close before holds no longer.
    begins_anew = names_time or asked.start is not None
    keeps_start = asked.start is None and asked.year is None
    return DeadlineQuery(
        programmes=asked.programmes if names_subject else before.programmes,
        formats=asked.formats or before.formats,
        period=asked.period if begins_anew else before.period,
        start=before.start if keeps_start else asked.start,
        is_start_exact=before.is_start_exact if keeps_start else asked.is_start_exact,
        year=asked.year if begins_anew else before.year,
        routes=asked.routes if names_way else before.routes,
        office=asked.office if names_way else before.office or asked.office,
        state=asked.state or before.state,
        mode=asked.mode if names_time else before.mode,
        codes=asked.codes if asked.codes or names_subject else before.codes,
    )
