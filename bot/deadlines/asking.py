"""What a message asks about deadlines: from names, dates and words to a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from bot.deadlines.address import CODE_SHAPE
from bot.deadlines.dates import DateSpan
from bot.deadlines.lookup import DeadlineQuery, Mode, YouthOffice
from bot.deadlines.models import Route
from bot.deadlines.summer import first_day
from bot.deadlines.time_left import (
    asks_at_its_end_until_when,
    asks_for_time_left,
    asks_until_when,
    ends_in_when,
    names_closing,
)
from bot.deadlines.told_times import told_times
from bot.deadlines.umbrellas import WITH_UMBRELLA
from bot.deadlines.words import words
from bot.knowledge.names import words_of
from bot.words.phrases import has_any, spaced

_FEW_WORDS = 12  # In so few words much is left unsaid.
_SCHOOL_FORMAT = "schulaustausch"
_EXCEPT_CENTRAL_BODY = (Route.STATE_YOUTH_OFFICE, Route.DIRECT, Route.PORTAL)


class Concern(Enum):
    """What a person wants to do about deadlines."""

    LOOK_UP = "look_up"
    TOO_LATE = "too_late"
    PLAN = "plan"
    CALENDAR = "calendar"
    REMINDER = "reminder"

    @staticmethod
    def named(name: str | None) -> Concern:
        """Return the concern of this value; whatever else is told means a look-up."""
        return next((concern for concern in Concern if concern.value == name), Concern.LOOK_UP)


def concern_of(message: str) -> Concern:
    """Return what the words of a message are after; a plain question looks deadlines up."""
    said, known = spaced(message), words()
    for name in known.names_of_programmes:
        said = said.replace(f" {name} ", " ")
    for concern, phrases in (
        (Concern.REMINDER, known.reminder),
        (Concern.CALENDAR, known.calendar),
        (Concern.PLAN, known.plan),
        (Concern.TOO_LATE, known.too_late),
    ):
        if has_any(said, phrases):
            return concern
    return Concern.LOOK_UP


def misses_deadline(message: str) -> bool:
    """Say whether a message tells that an application was missed: "Antrag verpasst"."""
    said, known = spaced(message), words()
    is_named = any(part in said for part in known.applying)
    return is_named and has_any(said, known.missed)


def asks_for_leftover(message: str) -> bool:
    """Say whether a message asks for money that is left over."""
    return has_any(spaced(message), words().leftover)


def asks_whether_there_is_time(message: str) -> bool:
    """Say whether a wish for a plan asks for yes or no: "schaffen wir das noch?"."""
    return has_any(spaced(message), words().still_to_do)


def wants_everything(message: str) -> bool:
    """Say whether a message asks for all deadlines, whatever was talked about."""
    return has_any(spaced(message), words().everything)


def is_for_deadlines(message: str, query: DeadlineQuery) -> bool:
    """Say whether a message asks for deadlines beyond doubt: it names them, and which or what for.

    ``query`` is what :func:`query_from` read in it. "Bis wann müssen wir den Antrag stellen?" does,
    too, where a country or a programme is named.
    """
    known = words()
    said = [word.text for word in words_of(message)]
    if not any(word.endswith(known.deadline_endings) for word in said):
        is_application = any(word.startswith(known.applications) for word in said)
        is_told = bool(query.programmes or query.countries or query.start)
        is_money = is_application or any(part in spaced(message) for part in known.applying)
        is_asked = is_told and (
            (asks_until_when(message) and is_application)
            or asks_at_its_end_until_when(message)
            or (has_any(spaced(message), known.until_when) and is_money)
        )
        runs = is_application and query.mode is not Mode.ALL
        return is_asked or runs or _asks_for_round(message, query)
    is_wish = concern_of(message) in (Concern.CALENDAR, Concern.REMINDER)
    return is_wish or replace(query, state=None, office=None) != DeadlineQuery()


def _asks_for_round(message: str, query: DeadlineQuery) -> bool:
    """Say whether a message asks when a round of a programme is, or what closes in a time."""
    said, known = spaced(message), words()
    is_dated = has_any(said, known.when) or query.period is not None
    if query.programmes and (ends_in_when(message) or has_any(said, known.last_days)):
        return True
    if query.programmes and is_dated and _names_round(message):
        return True
    is_for_time = query.period is not None and has_any(said, known.asks_what)
    return is_for_time and names_closing(message)


def _names_round(message: str) -> bool:
    """Say whether "wann schließt das?" or "letzte Runde wann?" asks for the time of a round."""
    said, known = spaced(message), words()
    again = has_any(said, known.when) and has_any(said, (*known.ending, *known.next))
    return again or has_any(said, (*known.rounds, *known.last_days))


def is_for_the_land(message: str) -> bool:
    """Say whether a message asks for the money of the Land, without a programme's name."""
    return has_any(spaced(message), words().of_the_land)


def is_outside_schools(message: str) -> bool:
    """Say whether a message tells that a club, a youth centre or the like asks, and no school."""
    said = spaced(message)
    return has_any(said, words().no_schools) and not has_any(said, words().schools)


def asks_whether_in_time(message: str, query: DeadlineQuery) -> bool:
    """Say whether a message asks whether there is still time to apply.

    ``query`` is what :func:`query_from` read in it.
    """
    if query.programmes and query.start is not None and query.period is not None:
        # "Wenn wir den Antrag am 15.4. schicken und am 12.7. fahren, DPJW?"
        return True
    said = spaced(message)
    is_about_money = bool(query.programmes) or any(part in said for part in words().applying)
    # "Kann ich das noch für Ostern?" leaves unsaid what for.
    names_time = (query.start or query.period) is not None
    is_journey = names_time and (bool(query.countries) or len(said.split()) <= _FEW_WORDS)
    return (is_about_money or is_journey) and asks_for_time_left(message)


def asks_for_one(message: str) -> bool:
    """Say whether a message asks for one deadline and not for all: "bis wann", "Stichtag für"."""
    known = words()
    said = [word.text for word in words_of(message)]
    is_named = any(
        word.endswith(known.deadline_endings) and not word.endswith(known.many_endings)
        for word in said
    )
    return is_named or asks_until_when(message) or _names_round(message)


def _asks_for_many(message: str) -> bool:
    """Say whether a message asks for deadlines: "welche Fristen gelten für Februar?"."""
    many = words().many_endings
    return any(word.text.endswith(many) for word in words_of(message))


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
) -> DeadlineQuery:
    """Return what a message asks for.

    ``programmes``, ``countries`` and ``formats`` are the ids that the language understanding
    found, ``dates`` the periods that ``find_dates`` found in ``message``. ``state`` and ``office``
    are what is known of the applicant's home; words of the message go before them. ``begins``
    says that a date with no telling word beside it is the beginning of the project: so it is where
    a beginning was talked about before, or whoever asks wants to know whether there is still time.
    """
    said, known = spaced(message), words()
    named_state = next((key for key, forms in known.states.items() if has_any(said, forms)), None)
    named_office = _office(said, named_state)
    begins = begins or asks_for_time_left(message)
    for_project = bool(programmes or countries) and not _asks_for_many(message)
    period, journey, year = told_times(message, dates, begins=begins, for_project=for_project)
    mode = _mode(said)
    return DeadlineQuery(
        programmes=tuple(dict.fromkeys(programmes)),
        countries=tuple(dict.fromkeys(countries)),
        formats=_formats(said, formats),
        period=period,
        start=None if journey is None else first_day(journey, named_state or state),
        is_start_exact=journey is None or _is_exact(journey),
        year=year,
        routes=_routes(said, named_office),
        office=named_office or office,
        state=named_state or state,
        # "Was ist bis Jahresende noch offen?" asks for what closes until then.
        mode=Mode.ALL if period is not None and mode is not Mode.NEXT else mode,
        codes=tuple(word.text for word in words_of(message) if CODE_SHAPE.fullmatch(word.text)),
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
