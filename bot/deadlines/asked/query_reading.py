"""Reads which deadlines a message asks for: from names, dates and words to a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.deadlines.address import CODE_SHAPE
from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.later import asks_for_coming_round
from bot.deadlines.asked.sending import asks_whether_sent_in_time, judges_sending, last_day_of
from bot.deadlines.asked.summer import first_day
from bot.deadlines.asked.time_kinds import is_season
from bot.deadlines.asked.time_left import asks_for_time_left
from bot.deadlines.asked.time_roles import hands_in, times_of_ours
from bot.deadlines.asked.told_times import told_times
from bot.deadlines.asked.words import words
from bot.deadlines.lookup import DeadlineQuery, Mode, YouthOffice
from bot.deadlines.models import Route
from bot.deadlines.query import Period
from bot.deadlines.umbrellas import WITH_UMBRELLA
from bot.knowledge.naming.names import words_of
from bot.words.phrases import has_any, spaced

_SCHOOL_FORMAT = "schulaustausch"
_EXCEPT_CENTRAL_BODY = (Route.STATE_YOUTH_OFFICE, Route.DIRECT, Route.PORTAL)


def query_from(
    message: str,
    *,
    programmes: Sequence[str] = (),
    countries: Sequence[str] = (),
    formats: Sequence[str] = (),
    dates: Sequence[DateSpan] = (),
    state: str | None = None,
    office: YouthOffice | None = None,
    begins: bool = False,
    is_own: bool = True,
) -> DeadlineQuery:
    """Return what a message asks for.

    ``programmes``, ``countries`` and ``formats`` are the ids that the language understanding
    found, ``dates`` the periods that ``find_dates`` found in ``message``. ``state`` and ``office``
    are what is known of the applicant's home; words of the message go before them. ``begins``
    says that a date with no telling word beside it is the beginning of the project: so it is where
    a beginning was talked about before, or whoever asks wants to know whether there is still time.
    ``is_own`` says that the message itself names the countries, and not only the talk before it.
    """
    said = spaced(message)
    named_state = next((key for key, forms in words().states.items() if has_any(said, forms)), None)
    named_office = _office(said, named_state)
    query = DeadlineQuery(
        programmes=tuple(dict.fromkeys(programmes)),
        countries=tuple(dict.fromkeys(countries)),
        formats=_formats(said, formats),
        routes=_routes(said, named_office),
        office=named_office or office,
        state=named_state or state,
        mode=Mode.NEXT if asks_for_coming_round(message) else _mode(said),
        codes=tuple(word.text for word in words_of(message) if CODE_SHAPE.fullmatch(word.text)),
    )
    return _with_times(query, message, dates, begins=begins, is_own=is_own)


def _with_times(
    query: DeadlineQuery, message: str, dates: Sequence[DateSpan], *, begins: bool, is_own: bool
) -> DeadlineQuery:
    """Return what is asked for with the times told: when it closes, begins, and the year."""
    said, told, dates = spaced(message), dates, times_of_ours(message, dates)
    names = (*query.programmes, *query.countries)
    # Of one thing "welche Fristen gelten für Februar?" asks what closes then; "am 8.1. Treffen mit
    # dem Partner, Frist für Juli?" is about a journey, wherever it goes.
    for_project = len(names) > asks_for_many(message) or len(dates) < len(told)
    journeys: list[DateSpan] = []
    if asks_whether_sent_in_time(message, dates, names_country=bool(query.countries)):
        # "Reicht es bis zum 31.12.?" asks about that day.
        period, year = last_day_of(Period(dates[0].first, dates[0].until)), None
    else:
        period, journeys, year = told_times(
            message,
            dates,
            begins=begins or asks_for_time_left(message),
            for_project=for_project,
            for_country=for_project and bool(query.countries),
            is_own=is_own,
        )
        is_until = period is not None and period.first is None
        is_judged = bool(journeys or query.programmes) and judges_sending(message)
        # "Bis Weihnachten" is no day on which an application goes out.
        is_told = any(hands_in(message, span) for span in dates if not is_season(span))
        is_day_asked = is_told and bool(names) and not has_any(said, words().asks_what)
        if is_until and (is_judged or is_day_asked):
            # "Bis Ende Januar schaffen wir den Antrag, reicht das fürs DPJW?"
            period = last_day_of(period)
    # Of several projects the first one counts (:mod:`bot.offers.several_journeys`).
    journey = journeys[0] if journeys else None
    # "Was ist bis Jahresende noch offen?" asks for what closes until then.
    closes = period is not None and query.mode is not Mode.NEXT
    return replace(
        query,
        period=period,
        start=None if journey is None else first_day(journey, query.state),
        is_start_exact=journey is None or _is_exact(journey),
        year=year,
        mode=Mode.ALL if closes else query.mode,
    )


def _is_exact(journey: DateSpan) -> bool:
    """Say whether a day is named, and no holidays or feast within or near which it lies."""
    return journey.names_days and not has_any(spaced(journey.text), words().seasons)


def _formats(said: str, named: Sequence[str]) -> tuple[str, ...]:
    found = dict.fromkeys(named)
    if not found and has_any(said, words().schools):
        return (_SCHOOL_FORMAT,)
    return tuple(found)


def _mode(said: str) -> Mode:
    if has_any(said, words().next):
        return Mode.NEXT
    if has_any(said, words().always):
        return Mode.ALWAYS
    return Mode.RUNNING if has_any(said, words().running) else Mode.ALL


def _office(said: str, state: str | None) -> YouthOffice | None:
    # The Rheinland of Rheinland-Pfalz is not the one of the LVR.
    rest = said
    for form in words().states.get(state or "", ()):
        rest = rest.replace(f" {form} ", " ")
    found = (key for key, forms in words().offices.items() if has_any(rest, forms))
    return next(map(YouthOffice, found), None)


def _routes(said: str, office: YouthOffice | None) -> tuple[Route, ...]:
    known = words()
    if has_any(said, known.without_umbrella):
        return _EXCEPT_CENTRAL_BODY
    if has_any(said, known.youth_office) or office is not None:
        return (Route.STATE_YOUTH_OFFICE,)
    if has_any(said, known.with_umbrella):
        return WITH_UMBRELLA
    return (Route.DIRECT, Route.PORTAL) if has_any(said, known.direct) else ()


def asks_for_many(message: str) -> bool:
    """Say whether a message asks for deadlines: "welche Fristen gelten für Februar?"."""
    many = words().many_endings
    return any(word.text.endswith(many) for word in words_of(message))
