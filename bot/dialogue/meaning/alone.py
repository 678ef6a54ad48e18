"""What a message means by itself that names what it is about, however unsure the rest is."""

from __future__ import annotations

from bot.dialogue.aspects import AMOUNT_ASPECT, ASPECT_OF_TOPIC, DEADLINE_ASPECT, PROGRAMME_TOPIC
from bot.dialogue.context import Heard, Meant
from bot.dialogue.hints import asks_on
from bot.dialogue.meaning.elliptic import ASPECT_TOPICS, NEAR
from bot.dialogue.topics import (
    AGE_TOPIC,
    OUT_OF_SCOPE,
    OVERVIEW_TOPIC,
    REJECTION_TOPIC,
    TIME_TOPICS,
)
from bot.dialogue.words import words
from bot.words.phrases import folded

_WHETHER = "ob"
# Behind emergencies and small talk, that sound like anything in few words.
_NEAR_AGE = 4


def named_first(heard: Heard) -> Meant | None:
    """Return what a message means that tells of a rejection or names a deadline, else None."""
    return _rejection(heard) or _named_deadline(heard)


def named_last(heard: Heard) -> Meant | None:
    """Return what a message means that names a programme or an age, where it says no more."""
    return _named_programme(heard) or _may_come_along(heard)


def is_certain(heard: Heard) -> bool:
    """Say whether the decision is none that another topic could change."""
    return heard.decision not in ("answer", "clarify", "fallback")


def is_unsure(heard: Heard) -> bool:
    """Say whether the ranker was not sure, and it is no question for somebody else."""
    is_foreign = (heard.topic or "").startswith(OUT_OF_SCOPE)
    return heard.decision == "clarify" or (heard.decision == "fallback" and not is_foreign)


def _named_deadline(heard: Heard) -> Meant | None:
    """Return what a message means that asks for a deadline, however unsure the rest is.

    "Wir kommen aus Solingen. Welche Fristen gibt es beim KJP?", "stichtag lvr??"
    """
    names_deadline = bool(heard.programmes) and DEADLINE_ASPECT in heard.aspects
    # How long a plan takes is none of the things that "bis wann" asks for.
    is_open = is_unsure(heard) or (heard.decision == "answer" and heard.topic in TIME_TOPICS)
    if not is_open or not (names_deadline or heard.is_for_deadlines):
        return None
    topic = heard.topic or ""
    topic = topic if topic.startswith(PROGRAMME_TOPIC) else OVERVIEW_TOPIC
    return Meant("act", topic, heard.programmes, heard.countries)


def _rejection(heard: Heard) -> Meant | None:
    """Return what a message means that tells of a rejection: that one, and no programme."""
    is_told = not words().rejected.isdisjoint(folded(heard.text))
    if is_told and REJECTION_TOPIC in heard.topics[:NEAR] and not is_certain(heard):
        return Meant("handover", REJECTION_TOPIC, heard.programmes, heard.countries)
    return None


def _may_come_along(heard: Heard) -> Meant | None:
    """Return what "darf ich mit 17 mitfahren" means: the ages of those who take part."""
    is_asked = heard.aspects == (ASPECT_OF_TOPIC[AGE_TOPIC],) and is_unsure(heard)
    if not is_asked or heard.names or AGE_TOPIC not in heard.topics[:_NEAR_AGE]:
        return None
    return Meant("answer", AGE_TOPIC, (), ())


def _named_programme(heard: Heard) -> Meant | None:
    """Return what a message means that asks about a programme by name and is near to money.

    "Gibt es dafür Europa-Schecks?" is unsure among the topics of money only; the name decides.
    """
    if not is_unsure(heard) or len(heard.named_topics) != 1 or not heard.topics:
        return None
    is_near_money = heard.topics[0].startswith(PROGRAMME_TOPIC)
    is_amount = AMOUNT_ASPECT in heard.aspects
    is_aspect = not (is_amount or ASPECT_TOPICS.isdisjoint(heard.topics[:NEAR]))
    if not is_near_money or is_aspect or not _asks(heard.asked):
        return None
    return Meant("answer", heard.named_topics[0], heard.programmes, heard.countries)


def _asks(text: str) -> bool:
    """Return whether a message asks, or wants to know "ob Teams up noch läuft"."""
    return asks_on(text) or _WHETHER in folded(text)
