"""Recognises who asks for a visa of their own (``own_entry.yml``): "brauchen wir ein Visum?".

Most questions for a visa are about guests, so the ranker takes this one for theirs as well. "ESTA"
and the like are said of the own way into one country only, and the ranker hears but the country.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.topics import (
    GUESTS_VISA_TOPIC,
    RESIDENCE_CASE,
    RESIDENCE_TOPIC,
    UK_TOPIC,
    VISA_TOPIC,
)
from bot.dialogue.words import words
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("own_entry.yml")
_MOST_WORDS = 12
_UNITED_KINGDOM = "GB"
_TO, _INTO = frozenset({"nach"}), frozenset({"fuer", "in"})
_ENTRY = frozenset({GUESTS_VISA_TOPIC, VISA_TOPIC, UK_TOPIC})


def own_entry_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return the way of the own group into the country named or talked about, else None."""
    said = folded(heard.text)
    if _has_word(said, "permits") and (len(said) == 1 or _has_word(said, "beside_permits")):
        return _permit_meant(heard, before, said)
    if len(said) > _MOST_WORDS or not _has_word(said, "entry_words"):
        return None
    is_own = heard.topics[:1] == (GUESTS_VISA_TOPIC,) and _has_phrase(said, "own_phrases")
    # "Brauchen die anderen eins?", after one who is only tolerated.
    is_rest = _is_about_residence(before) and _has_phrase(said, "rest_of_group")
    # "Brauchen die eins?", from whoever tells or told of a journey of their own, or names it.
    is_theirs = _ENTRY.issuperset(heard.topics[:1]) and not _is_about_guests(before)
    is_going = is_theirs and (_names_destination(heard) or _tells_own_journey(heard))
    if not (is_own or is_rest or is_going):
        return None
    if _is_for_others(said) or _has_word(said, "paid_words"):
        return None
    countries = heard.countries or (before.countries if before else ())
    topic = UK_TOPIC if _UNITED_KINGDOM in countries else VISA_TOPIC
    return Meant("answer", topic, (), countries)


def _permit_meant(heard: Heard, before: Context | None, said: list[str]) -> Meant:
    """Return the way into the country whose permit is named; the ETA is the British one."""
    countries = heard.countries or (before.countries if before else ())
    is_british = _UNITED_KINGDOM in countries or _has_word(said, "british_permits")
    topic = UK_TOPIC if is_british else VISA_TOPIC
    is_again = before is not None and before.topic == topic
    return Meant("answer", topic, (), countries, is_follow_up=is_again)


def _is_about_residence(before: Context | None) -> bool:
    return before is not None and before.topic in (RESIDENCE_TOPIC, RESIDENCE_CASE)


def _is_about_guests(before: Context | None) -> bool:
    return before is not None and before.topic == GUESTS_VISA_TOPIC and not before.is_guess


def _names_destination(heard: Heard) -> bool:
    """Say whether it is a visa "für Frankreich" of "unsere syrischen Jungs", or one "nach …"."""
    ways = {way for start, _ in heard.names for way in folded(heard.text[:start])[-1:]}
    is_ours = _has_word(folded(heard.text), "our_words")
    return bool(heard.countries) and not ways.isdisjoint({*_TO, *(_INTO if is_ours else ())})


def _tells_own_journey(heard: Heard) -> bool:
    """Say whether it was told last that the own group goes, and not that guests come."""
    for message in (heard.text, *reversed(heard.earlier)):
        said = folded(message)
        if _has_word(said, "guest_words") or _has_phrase(said, "guest_phrases"):
            return False
        if _tells_way(said):
            return True
    return False


def _tells_way(said: list[str]) -> bool:
    """Return whether words tell of a journey: "wollen in die Türkei", "Pfarrjugend nach Ruanda"."""
    behind = {after for word, after in pairwise(said) if word in _TO}
    is_bare = bool(behind - words().articles)
    return is_bare or (_has_word(said, "journey_words") and _has_word(said, "journey_ways"))


def _is_for_others(said: list[str]) -> bool:
    if _has_word(said, "guest_words") or _has_phrase(said, "guest_phrases"):
        return True
    ours = sets(_FILE)["ours"]
    without = [word for word, after in pairwise((*said, "")) if after not in ours]
    return _has_phrase(without, "for_others")


def _has_word(said: list[str], name: str) -> bool:
    return not sets(_FILE)[name].isdisjoint(said)


def _has_phrase(said: list[str], name: str) -> bool:
    return has_phrase(said, lists(_FILE)[name])
