"""What somebody wants who writes about deadlines: a look-up, a plan, a reminder."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from bot.deadlines.asked.sending import asks_if_enough, single_day, tells_of_sending
from bot.deadlines.asked.time_left import (
    asks_at_its_end_until_when,
    asks_until_when,
    ends_in_when,
    names_closing,
)
from bot.deadlines.asked.words import is_deadline, words
from bot.deadlines.lookup import DeadlineQuery, Mode
from bot.knowledge.naming.names import words_of
from bot.words.phrases import has_any, spaced

_FEW_WORDS_OF_START = 7
_FEW_WORDS = 12  # In so few words much is left unsaid.


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


def asks_for_extension(message: str) -> bool:
    """Say whether a message asks for more time to apply: "kann man die Frist verlängern?"."""
    said, known = [word.text for word in words_of(message)], words()
    longer = [word for word in said if word.startswith(known.extending)]
    return bool(longer) and (
        any(map(is_deadline, said))
        or any(word.startswith(known.single_deadlines) for word in longer)
    )


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

    ``query`` is what ``query_from`` (``query_reading.py``) read in it. "Bis wann müssen wir den
    Antrag stellen?" does, too, where a country or a programme is named.
    """
    known = words()
    said = [word.text for word in words_of(message)]
    if not any(map(is_deadline, said)):
        is_application = any(word.startswith(known.applications) for word in said)
        # "Jugendinitiative ohne Verein, bis wann bewerben?"
        is_told = bool(query.programmes or query.countries or query.formats or query.start)
        is_money = is_application or any(part in spaced(message) for part in known.applying)
        is_asked = is_told and (
            (asks_until_when(message) and is_application)
            or asks_at_its_end_until_when(message)
            or (has_any(spaced(message), known.until_when) and is_money)
        )
        runs = is_application and query.mode is not Mode.ALL
        return is_asked or runs or _asks_for_round(message, query) or _tells_start(message, query)
    is_wish = concern_of(message) in (Concern.CALENDAR, Concern.REMINDER)
    return is_wish or replace(query, state=None, office=None) != DeadlineQuery()


def _tells_start(message: str, query: DeadlineQuery) -> bool:
    """Say whether "Konkreter Friedensdienst, Ausreise am 10. August" tells both, and no more."""
    is_told = bool(query.programmes) and query.start is not None and query.is_start_exact
    return is_told and len(spaced(message).split()) <= _FEW_WORDS_OF_START


def _asks_for_round(message: str, query: DeadlineQuery) -> bool:
    """Say whether a message asks when a round of a programme is, or what closes in a time."""
    said, known = spaced(message), words()
    is_dated = has_any(said, known.when) or (query.period or query.start) is not None
    if query.programmes and (ends_in_when(message) or has_any(said, known.last_days)):
        return True
    if query.programmes and is_dated and _names_round(message):
        return True
    is_for_time = query.period is not None and has_any(said, known.asks_what)
    return is_for_time and names_closing(message)


def _names_round(message: str) -> bool:
    """Say whether "wann schließt das?" or "letzte Runde wann?" asks for the time of a round."""
    said, known = spaced(message), words()
    is_turn = has_any(said, (*known.ending, *known.next)) or names_closing(message)
    again = has_any(said, known.when) and is_turn
    is_round = any(word.endswith(known.rounds) for word in said.split())
    return again or is_round or has_any(said, known.last_days)


def asks_for_next(message: str) -> bool:
    """Say whether a message names a programme's next round: "wann macht das wieder auf?"."""
    return has_any(spaced(message), words().next)


def is_for_the_land(message: str) -> bool:
    """Say whether a message asks for the money of the Land, without a programme's name."""
    return has_any(spaced(message), words().of_the_land)


def is_outside_schools(message: str) -> bool:
    """Say whether a message tells that a club, a youth centre or the like asks, and no school."""
    said = spaced(message)
    return has_any(said, words().no_schools) and not has_any(said, words().schools)


def asks_whether_in_time(message: str, query: DeadlineQuery) -> bool:
    """Say whether a message asks whether there is still time to apply.

    ``query`` is what ``query_from`` (``query_reading.py``) read in it.
    """
    if query.programmes and query.start is not None and query.period is not None:
        # "Wenn wir den Antrag am 15.4. schicken und am 12.7. fahren, DPJW?"
        return True
    is_named = bool(query.programmes or query.countries)
    is_judged = has_any(spaced(message), words().judging)
    if is_named and is_judged and query.start is not None and query.period is not None:
        # "Am 12.7. nach Polen, der Partner meldet sich am 10.4. Reicht das?"
        return True
    is_offered = is_named and has_any(spaced(message), words().still_modals)
    if is_offered and single_day(query.period) is not None and tells_of_sending(message):
        # "Kann ich den Antrag bei Erasmus auch am 15. Januar abgeben?"
        return True
    is_beside_start = query.start is not None and single_day(query.period) is not None
    if is_named and is_beside_start and tells_of_sending(message):
        # "Wir haben am 1.10. abgegeben und fahren im Juli nach Polen."
        return True
    if is_named and query.period is not None and asks_if_enough(message):
        # "Reicht der 15.2. für Erasmus?"
        return True
    said = spaced(message)
    if query.period is not None and has_any(said, words().deciding):
        # "Und wenn der Rat erst am 19.1. tagt?"
        return True
    is_about_money = bool(query.programmes) or any(
        part in said for part in (*words().applying, *words().sent)
    )
    # "Kann ich das noch für Ostern?" leaves unsaid what for.
    names_time = (query.start or query.period) is not None
    is_journey = names_time and (bool(query.countries) or len(said.split()) <= _FEW_WORDS)
    return (is_about_money or is_journey) and asks_if_enough(message)


def asks_for_one(message: str) -> bool:
    """Say whether a message asks for one deadline and not for all: "bis wann", "Stichtag für"."""
    known = words()
    said = [word.text for word in words_of(message)]
    is_named = any(is_deadline(word) and not word.endswith(known.many_endings) for word in said)
    return is_named or asks_until_when(message) or _names_round(message)
