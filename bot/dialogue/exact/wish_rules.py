"""Tells which exact answer a message wants, if any: one rule for each kind, the first decides.

What the ranker understood stays; this only says that there is a more exact answer to it.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue.aspects import AGE_ASPECT, COUNTRIES_ASPECT, LENGTH_ASPECT, SIZE_ASPECT
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.exact import wish_signs as sign
from bot.dialogue.exact.asked_aspects import Question, asked_aspects
from bot.dialogue.exact.wish import Clues, Spoken, Wish, WishKind
from bot.dialogue.situations.funding import (
    MOST_COUNTRIES,
    is_for_plan,
    is_surely_in_union_programme,
)
from bot.dialogue.situations.memorial import NEEDS_PARTNER, goes_to_memorial_alone
from bot.dialogue.situations.partner import lacks_partner
from bot.dialogue.situations.situation import MEMORIAL_PROGRAMME
from bot.dialogue.topics import (
    CASE,
    PLAIN_LANGUAGE_TOPIC,
    SCHOOL_TOPIC,
    TOWN_MONEY_TOPIC,
    UNION_TOPIC,
)
from bot.dialogue.wishes.held_figures import held_aspect

# A decision that stands, whatever else the message may ask for.
_FINAL = frozenset({"emergency", "handover", "smalltalk"})
_MOST_PROGRAMMES = 3
# What is said of journeys without a partner group.
_ON_MEMORIAL_TRIPS = ("formate", "hinweise")
_ON_PARTNERS = ("traeger",)
_ON_COUNTRIES = (COUNTRIES_ASPECT,)
_LIMITS = frozenset({AGE_ASPECT, LENGTH_ASPECT, SIZE_ASPECT})


def wish_of(heard: Heard, meant: Meant, before: Context | None, clues: Clues) -> Wish | None:
    """Return the exact answer that a message wants, or None."""
    spoken = Spoken(heard, meant, before, clues)
    is_final = meant.decision in _FINAL or (meant.topic or "").startswith(CASE)
    # "Was ist einfacher?" below a comparison is about programmes and not about plain words.
    is_of_programmes = meant.topic == PLAIN_LANGUAGE_TOPIC and sign.asks_which_is_better(spoken)
    if is_final and not is_of_programmes:
        return None
    if meant.decision == "act" and heard.asks_time_left:
        # "Wie lang hab ich noch?" asks for no length of a journey.
        return None
    wanted = (rule(spoken) for rule in _RULES)
    return next((wish for wish in wanted if wish is not None), None)


def _fit_check(spoken: Spoken) -> Wish | None:
    if spoken.before is not None and held_aspect(spoken.heard.text) is not None:
        # "Unsere Jüngste ist 12, passt das?": the limits of what is talked about tell it.
        return None
    if spoken.heard.asks_in_time and spoken.heard.dates:
        # "Mitte Februar reichen wir ein, passt das?"
        return None
    is_asked = sign.asks_for_check(spoken.said)
    countries, programmes = spoken.meant.countries, spoken.meant.programmes
    is_told = spoken.before is not None and 0 < len(countries) <= MOST_COUNTRIES
    if is_asked and is_told and not programmes:
        # "Welches Programm passt da?" after a country was told: who may pay for it is known.
        return Wish(WishKind.COUNTRY)
    is_wanted = is_asked or sign.asks_which_is_better(spoken)
    return Wish(WishKind.FIT_CHECK) if is_wanted else None


def _compared_aspect(spoken: Spoken) -> Wish | None:
    """Return the one thing that is asked of those compared: "wo ist der Antrag leichter?"."""
    aspects = sign.aspects_compared(spoken)
    programmes = () if spoken.before is None else spoken.before.programmes[:_MOST_PROGRAMMES]
    return Wish(WishKind.ASPECT, programmes, aspects) if aspects else None


def _verdict(spoken: Spoken) -> Wish | None:
    barred = spoken.clues.barred
    return Wish(WishKind.VERDICT, barred) if barred and sign.asks_for_verdict(spoken) else None


def _trip_without_partner(spoken: Spoken) -> Wish | None:
    """Return what pays for trips to memorials alone, or that a funder wants a partner."""
    meant = spoken.meant
    if goes_to_memorial_alone(spoken.heard, meant):
        return Wish(WishKind.ASPECT, (MEMORIAL_PROGRAMME,), _ON_MEMORIAL_TRIPS)
    is_partner_needed = NEEDS_PARTNER in meant.programmes and meant.decision != "act"
    if is_partner_needed and lacks_partner(spoken.heard.text):
        return Wish(WishKind.ASPECT, (NEEDS_PARTNER,), _ON_PARTNERS)
    return None


def _comparison(spoken: Spoken) -> Wish | None:
    compared = sign.compared(spoken)
    is_wanted = bool(compared) and not spoken.asks_for_dates
    return Wish(WishKind.COMPARISON, compared) if is_wanted else None


def _term(spoken: Spoken) -> Wish | None:
    is_wanted = sign.asks_for_term(spoken.meant, spoken.clues) and not spoken.asks_for_dates
    return Wish(WishKind.TERM) if is_wanted else None


def _place(spoken: Spoken) -> Wish | None:
    """Return the office of a place; "Welche Fristen gelten beim LVR?" names one for its dates."""
    is_open = spoken.meant.topic != SCHOOL_TOPIC and not spoken.asks_for_dates
    if not spoken.clues.names_place or not is_open:
        return None
    is_wanted = sign.asks_who_is_responsible(spoken) or sign.tells_place(spoken)
    return Wish(WishKind.PLACE) if is_wanted else None


def _country(spoken: Spoken) -> Wish | None:
    is_wanted = is_for_plan(spoken.heard, spoken.meant) or sign.is_for_other_country(spoken)
    return Wish(WishKind.COUNTRY) if is_wanted and not spoken.asks_amount_above else None


def _aspects(spoken: Spoken) -> Wish | None:
    """Return the aspects that are asked for, of the programmes that they are asked of."""
    heard, meant, before, clues = spoken.heard, spoken.meant, spoken.before, spoken.clues
    has_fitting = bool(clues.fitting)
    question = Question(heard, meant, before, clues.topics_of_programmes, has_fitting)
    aspects = asked_aspects(question)
    programmes = _programmes_asked(spoken, aspects)
    is_wanted = bool(aspects and programmes)
    return Wish(WishKind.ASPECT, programmes[:_MOST_PROGRAMMES], aspects) if is_wanted else None


def _programmes_asked(spoken: Spoken, aspects: tuple[str, ...]) -> tuple[str, ...]:
    """Return the programmes that an aspect is asked of, for all that was named and said above."""
    meant, before, clues = spoken.meant, spoken.before, spoken.clues
    programmes = meant.programmes or clues.programmes_of_countries
    is_above = before is not None and sign.is_of_money_above(meant, before)
    if not programmes and (is_above or spoken.asks_amount_above):
        # "Und wie viel pro Person?", "wie viele Jugendliche" after all that is said of a region.
        programmes = clues.fitting
    if spoken.heard.programmes:
        return programmes
    if meant.topic == TOWN_MONEY_TOPIC:
        # "Was zahlt die Stadt?" below the DPJW is no question for its rates.
        return ()
    # Of those that nobody named, who knows an answer. Where none does, the limits of whoever else
    # may pay; but "was kostet uns das" below the DPJW is not answered by what others pay.
    known = tuple(p for p in programmes if p not in clues.silent)
    is_limit = bool(aspects) and _LIMITS.issuperset(aspects)
    others = clues.fitting if programmes and is_limit and not meant.programmes else ()
    return known or others or programmes


def _union_programme_far_away(spoken: Spoken) -> Wish | None:
    """Return what Erasmus+ says of countries to "geht das mit Marokko?": no entry says yes."""
    heard, before = spoken.heard, spoken.before
    countries = heard.countries or (before.countries if before is not None else ())
    is_doubtful = any(not is_surely_in_union_programme(country) for country in countries)
    is_bare = not (heard.aspects or heard.questions or spoken.asks_for_dates)
    is_asked = spoken.meant.topic == UNION_TOPIC and len(heard.programmes) == 1
    if not (is_doubtful and is_bare and is_asked):
        return None
    return Wish(WishKind.ASPECT, heard.programmes, _ON_COUNTRIES)


def _whole_sheet(spoken: Spoken) -> Wish | None:
    is_wanted = sign.names_another(spoken) or sign.names_only_programme(spoken)
    named = spoken.heard.programmes[:_MOST_PROGRAMMES]
    return Wish(WishKind.ASPECT, named) if is_wanted else None


# The first that is wanted.
_RULES: tuple[Callable[[Spoken], Wish | None], ...] = (
    _compared_aspect,
    _fit_check,
    _verdict,
    _trip_without_partner,
    _comparison,
    _term,
    _place,
    _country,
    _aspects,
    _union_programme_far_away,
    _whole_sheet,
)
