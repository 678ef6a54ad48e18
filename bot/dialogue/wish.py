"""Recognises questions with an exact answer: a value, a comparison, a place, the sense of a word.

What the ranker understood stays; this only says that there is a more exact answer to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from bot.dialogue.asked_aspects import Question, asked_aspects
from bot.dialogue.aspects import ASPECT_OF_TOPIC, DEADLINE_ASPECT, PROGRAMME_TOPIC
from bot.dialogue.comparing import ASPECT_WISH
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.elliptic import CASE, is_about_money
from bot.dialogue.funding import is_about_countries, is_for_plan
from bot.dialogue.memorial import NEEDS_PARTNER, goes_to_memorial_alone
from bot.dialogue.partner import lacks_partner
from bot.dialogue.sheet_questions import COUNTRY_WISH, asks_amount_for_country
from bot.dialogue.situation import BODY_TOPIC, MEMORIAL_PROGRAMME, SCHOOL_TOPIC
from bot.dialogue.told_facts import only_tells
from bot.dialogue.words import words
from bot.words.phrases import folded, has_phrase

# A decision that stands, whatever else the message may ask for.
_FINAL = frozenset({"emergency", "handover", "smalltalk"})
_MOST_PROGRAMMES = 3
_MOST_COMPARED = 3
_FEW_WORDS = 5
# These entries are about programmes, too: some send people on to those for single persons.
_OTHERS_PROGRAMMES = ("verweis_", "jugendinitiative_", "workcamp")
# Their entries tell what single towns pay.
_OF_TOWNS = ("foerderung_kommune",)
_OF_THE_LAND = "nordrhein"
# Whoever asks for these wants the money of the programme.
_ASPECTS_OF_MONEY = ("betrag", "antragsweg", "traeger", "laender")
# What is said of journeys without a partner group.
_ON_MEMORIAL_TRIPS = ("formate", "hinweise")
_APPLICANTS = "traeger"
_ON_PARTNERS = (_APPLICANTS,)


class WishKind(Enum):
    """What the exact answer is."""

    COMPARISON = "comparison"
    ASPECT = ASPECT_WISH
    PLACE = "place"
    TERM = "term"
    FIT_CHECK = "fit_check"
    COUNTRY = COUNTRY_WISH
    VERDICT = "verdict"


@dataclass(frozen=True)
class Wish:
    """An exact answer is wanted: of which kind, about which programmes and aspects.

    No aspects stand for all that is known about a programme.
    """

    kind: WishKind
    programmes: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clues:
    """What other services recognise in the message.

    ``term_topic`` is the topic of the term whose meaning is asked for (None: none is), and
    ``is_abbreviation`` whether it is one; ``names_place`` tells whether a place is named;
    ``programmes_of_countries`` are the programmes made for the countries named,
    ``topics_of_programmes`` the topics of the programmes named. ``barred`` are those of the
    programmes meant that pay neither for the countries nor for the applicant, ``silent`` those of
    which nothing is known that was asked for. ``fitting`` are the programmes that may pay for the
    countries meant, where none is made for them.
    """

    term_topic: str | None = None
    is_abbreviation: bool = False
    names_place: bool = False
    programmes_of_countries: tuple[str, ...] = ()
    topics_of_programmes: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()


def wish_of(heard: Heard, meant: Meant, before: Context | None, clues: Clues) -> Wish | None:
    """Return the exact answer that a message wants, or None."""
    if meant.decision in _FINAL or (meant.topic or "").startswith(CASE):
        return None
    if meant.decision == "act" and heard.asks_time_left:
        # "Wie lang hab ich noch?" asks for no length of a journey.
        return None
    said = folded(heard.asked)
    if _asks_for_check(said) or _asks_which_is_better(heard, before, said):
        return Wish(WishKind.FIT_CHECK)
    if clues.barred and _asks_for_verdict(heard, meant, said):
        return Wish(WishKind.VERDICT, clues.barred)
    if goes_to_memorial_alone(heard, meant):
        return Wish(WishKind.ASPECT, (MEMORIAL_PROGRAMME,), _ON_MEMORIAL_TRIPS)
    if lacks_partner(heard.text) and NEEDS_PARTNER in meant.programmes and meant.decision != "act":
        return Wish(WishKind.ASPECT, (NEEDS_PARTNER,), _ON_PARTNERS)
    compared = _compared(heard, before, said)
    if compared and not _asks_for_dates(heard, meant):
        return Wish(WishKind.COMPARISON, compared)
    if _asks_for_term(meant, clues) and not _asks_for_dates(heard, meant):
        return Wish(WishKind.TERM)
    # "Welche Fristen gelten beim LVR?" names an office, but asks for dates.
    if (
        clues.names_place
        and meant.topic != SCHOOL_TOPIC
        and not _asks_for_dates(heard, meant)
        and (_asks_who_is_responsible(said, before) or _tells_place(heard, before, said))
    ):
        return Wish(WishKind.PLACE)
    is_amount_on = bool(clues.fitting) and asks_amount_for_country(heard, meant, before)
    if not is_amount_on and (
        is_for_plan(heard, meant) or _is_for_other_country(heard, meant, before)
    ):
        return Wish(WishKind.COUNTRY)
    has_fitting = bool(clues.fitting)
    question = Question(heard, meant, before, clues.topics_of_programmes, has_fitting)
    aspects = asked_aspects(question)
    programmes = meant.programmes or clues.programmes_of_countries
    is_above = is_amount_on or (before is not None and _is_of_money_above(meant, before))
    if not programmes and is_above:
        # "Und wie viel pro Person?", "wie viele Jugendliche" after all that is said of a region.
        programmes = clues.fitting
    if not heard.programmes:
        # Of several that nobody named, those that know an answer.
        programmes = tuple(p for p in programmes if p not in clues.silent) or programmes
    if aspects and programmes:
        return Wish(WishKind.ASPECT, programmes[:_MOST_PROGRAMMES], aspects)
    if _names_another(heard, meant, before) or _names_only_programme(heard, meant, clues):
        return Wish(WishKind.ASPECT, heard.programmes[:_MOST_PROGRAMMES])
    return None


def _is_of_money_above(meant: Meant, before: Context) -> bool:
    is_aspect = meant.topic in ASPECT_OF_TOPIC and before.topic.startswith(PROGRAMME_TOPIC)
    return meant.topic == before.topic or (is_aspect and bool(meant.countries))


def _is_for_other_country(heard: Heard, meant: Meant, before: Context | None) -> bool:
    """Return whether "und statt Georgien Armenien?" asks the same of another country of a region.

    The entry would be the one above; the programmes for that country are new.
    """
    if before is None or not meant.is_follow_up or heard.programmes or heard.aspects:
        return False
    is_same = (meant.decision, meant.topic) == ("answer", before.topic)
    is_other = bool(heard.countries) and set(heard.countries) != set(before.countries)
    return is_same and is_other and is_about_countries(meant.topic or "")


def _asks_for_verdict(heard: Heard, meant: Meant, said: list[str]) -> bool:
    """Return whether a programme that does not pay is asked for as if it did.

    "Was ist der Unterschied?" may be asked about any two, and one value of a sheet holds anyway.
    """
    topic = meant.topic or ""
    is_about_money = topic.startswith(PROGRAMME_TOPIC) or topic == BODY_TOPIC
    is_value = bool(set(heard.aspects) - {DEADLINE_ASPECT, *_ASPECTS_OF_MONEY})
    # Deadlines say it above their list (bot.offers.excluded).
    is_open = meant.decision != "act" and (meant.decision != "answer" or is_about_money)
    return is_open and not is_value and words().contrasting.isdisjoint(said)


def _asks_for_dates(heard: Heard, meant: Meant) -> bool:
    return meant.decision == "act" and (
        DEADLINE_ASPECT in heard.aspects or heard.is_for_deadlines or bool(heard.filters)
    )


def _asks_for_check(said: list[str]) -> bool:
    return has_phrase(said, words().fit_check) and not has_phrase(said, words().other_fit)


def _asks_which_is_better(heard: Heard, before: Context | None, said: list[str]) -> bool:
    """Return whether "Welches ist besser für uns?" follows a comparison: the plan decides."""
    is_after = before is not None and before.wish == WishKind.COMPARISON.value
    is_short = len(said) <= _FEW_WORDS and not heard.programmes
    return is_after and is_short and not words().comparing.isdisjoint(said)


def _compared(heard: Heard, before: Context | None, said: list[str]) -> tuple[str, ...]:
    named = heard.programmes
    if words().comparing.isdisjoint(said):
        return ()
    if len(named) == 1 and before is not None and not words().contrasting.isdisjoint(said):
        # "Und im Vergleich zum DPJW?"
        named = tuple(dict.fromkeys((*before.programmes[:1], *named)))
    return named if 1 < len(named) <= _MOST_COMPARED else ()


def _asks_for_term(meant: Meant, clues: Clues) -> bool:
    if clues.term_topic is None:
        return False
    # "Was ist ein Verwendungsnachweis?": the entry about it says more than the glossary.
    is_answered = meant.decision == "answer" and meant.topic == clues.term_topic
    return clues.is_abbreviation or not is_answered


def _asks_who_is_responsible(said: list[str], before: Context | None) -> bool:
    # The Land's name is that of no office: "gibt es in Nordrhein-Westfalen …".
    named = [word for before, word in pairwise(("", *said)) if before != _OF_THE_LAND]
    if not words().responsible.isdisjoint(named):
        return True
    # "Und Köln?", after it was said who is responsible for another place.
    return before is not None and before.wish == WishKind.PLACE.value and len(said) <= _FEW_WORDS


def _tells_place(heard: Heard, before: Context | None, said: list[str]) -> bool:
    """Return whether "Verein ist in Hamm" follows money: which office is responsible there."""
    is_bare = len(said) <= _FEW_WORDS and only_tells(heard.text) and not heard.countries
    is_of_towns = before is not None and before.topic in _OF_TOWNS
    return before is not None and is_bare and is_about_money(before) and not is_of_towns


def _names_another(heard: Heard, meant: Meant, before: Context | None) -> bool:
    """Return whether all that a follow-up says is another programme: its whole sheet answers."""
    return (
        before is not None
        and _is_about_programmes(before)
        and meant.is_follow_up
        and meant.decision == "answer"
        and meant.topic == before.topic
        and bool(heard.programmes)
        and heard.programmes != before.programmes
    )


def _is_about_programmes(before: Context) -> bool:
    is_of_all = before.wish is not None or before.topic in ASPECT_OF_TOPIC
    return is_of_all or is_about_money(before) or before.topic.startswith(_OTHERS_PROGRAMMES)


def _names_only_programme(heard: Heard, meant: Meant, clues: Clues) -> bool:
    """Return whether only the name of a programme made a question clear: its sheet answers."""
    is_answer = meant.decision == "answer" and heard.decision in UNSURE
    return is_answer and bool(heard.programmes) and meant.topic in clues.topics_of_programmes
