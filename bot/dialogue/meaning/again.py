"""The same question once more: as it is, or about another country or programme."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.situations.funding import funding_topic, is_about_countries
from bot.dialogue.topics import (
    CASE,
    ENTRY_TOPICS,
    OVERVIEW_TOPIC,
    OWN_ENTRY_TOPICS,
    REJECTION_TOPIC,
    TIME_TOPICS,
    UK_TOPIC,
    VISA_TOPIC,
)
from bot.words.phrases import folded

SECOND = 2
"""So many of the nearest topics are looked at."""
UNITED_KINGDOM = "GB"
# "Aus dem Kosovo".
_FROM, _FROM_WORDS = "aus", 2


def again(heard: Heard, before: Context) -> Meant:
    """Return the same question once more, about the names that hold."""
    return Meant(
        before.decision,
        before.topic,
        heard.programmes or before.programmes,
        heard.countries or before.countries,
        is_follow_up=True,
    )


def with_names_of(before: Context, meant: Meant) -> Meant:
    """Return what is meant, about the country and programme of the context."""
    return replace(meant, programmes=before.programmes, countries=before.countries)


def is_about_money(before: Context) -> bool:
    """Say whether a conversation is about programmes or their deadlines."""
    return before.topic.startswith(PROGRAMME_TOPIC) or before.topic in TIME_TOPICS


def other_names(heard: Heard, before: Context) -> Meant:
    """Return the same question about another country or programme."""
    topic = before.topic
    named = _named_topic(heard)
    if topic == REJECTION_TOPIC and "?" in heard.text and named is not None:
        # "Und das Land NRW stattdessen?"
        return Meant("answer", named, heard.programmes, heard.countries)
    if topic.startswith(CASE) and "?" not in heard.text:
        # Whoever names the funder of a rejection has no question about the funder.
        return again(heard, before)
    if topic in ENTRY_TOPICS and names_origin(heard):
        # "Einer ist aus dem Kosovo" travels to where the others go.
        return Meant(before.decision, topic, (), before.countries, is_follow_up=True)
    if topic in OWN_ENTRY_TOPICS and heard.countries:
        topic = UK_TOPIC if UNITED_KINGDOM in heard.countries else VISA_TOPIC
    elif heard.is_correction and before.decision == "act":
        # The old topic would stand for what was meant before.
        topic = _topic_of_names(heard)
    elif heard.countries and not heard.programmes and is_about_countries(topic):
        # "Und für Lettland?": who pays there, which need not be whoever paid for Georgia.
        topic = funding_topic(heard.countries)
    elif topic.startswith(PROGRAMME_TOPIC) or topic in TIME_TOPICS:
        topic = named or topic
    return Meant(before.decision, topic, heard.programmes, heard.countries, is_follow_up=True)


def names_origin(heard: Heard) -> bool:
    """Say whether the countries named are where somebody is from: "aus dem Kosovo"."""
    before = [folded(heard.text[:start])[-_FROM_WORDS:] for start, _ in heard.names]
    return bool(before) and all(_FROM in said for said in before)


def _topic_of_names(heard: Heard) -> str:
    """Return the topic of what is named from now on, the overview where nothing is."""
    if heard.programmes:
        return _named_topic(heard) or OVERVIEW_TOPIC
    return funding_topic(heard.countries) if heard.countries else OVERVIEW_TOPIC


def _named_topic(heard: Heard) -> str | None:
    topics = heard.topics[:SECOND]
    return next((name for name in topics if name.startswith(PROGRAMME_TOPIC)), None)
