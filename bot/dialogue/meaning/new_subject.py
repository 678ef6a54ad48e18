"""Recognises a short question about something else than the answer before (``new_subject.yml``).

"Wer zahlt das?" after how to find a partner leaves the journey unsaid, and the subject is new: the
topic above does not answer it. What has words of its own ("brauchen die ein Visum?") is weighed.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import EMERGENCY, NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.meaning.again import again
from bot.dialogue.meaning.elliptic import ASPECT_TOPICS
from bot.dialogue.money import asks_for_money, names_inclusion
from bot.dialogue.situations.funding import SILENT_ON_MONEY, funding_topic, has_own_money
from bot.dialogue.topics import (
    CASE,
    ENTRY_TOPICS,
    EVENTS_TOPIC,
    FEE_TOPIC,
    FUNDING_OVERVIEW,
    INCLUSION_TOPIC,
    LANGUAGE_TOPIC,
    NEEDS_TOPIC,
    POOR_FAMILIES_TOPIC,
    REGISTRATION_TOPIC,
    REQUEST_TOPIC,
    RESIDENCE_CASE,
    RESIDENCE_TOPIC,
)
from bot.dialogue.words import words
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("new_subject.yml")
_MOST_WORDS = 10
_FEW_WORDS = 6
_VERY_FEW_WORDS = 4
_NEAR, _SECOND = 3, 2
_OPEN = ("answer", "clarify", "fallback")
_RESIDENCE = (RESIDENCE_TOPIC, RESIDENCE_CASE)
_OF_FAMILIES = frozenset({
    FEE_TOPIC, "eigenanteil", "eltern_ueberzeugen", "einverstaendnis_eltern", "kosten_kalkulation",
    "verweis_eltern",
})  # fmt: skip
_MAY_BE_ONLINE = frozenset({EVENTS_TOPIC, REGISTRATION_TOPIC, REQUEST_TOPIC, "qualifizierung"})
# What an exchange is and how to begin: these say nothing about money either.
_ON_MONEY_OF_BOTH = frozenset({"partnerschaft_vereinbarung"})
_WITHOUT_MONEY = SILENT_ON_MONEY | {"methoden_programmideen", "partnersuche", "was_ist_ija"}


def subject_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what a short further message means that has a subject of its own, else None."""
    if before is None or before.decision == EMERGENCY:
        return None
    said = folded(heard.text)
    if heard.decision not in _OPEN or len(said) > _MOST_WORDS:
        return None
    if _stays_with_residence(heard, before):
        return again(heard, before)
    if before.topic.startswith(CASE) and not (before.is_guess or rejects_answer(heard.text)):
        return again(heard, before) if _tells_funder(heard, said) else None
    topic = (
        _fee(heard, said, before)
        or _interpreter(heard, said, before)
        or _plain_costs(heard, before)
        or _poor_families(said, before)
        or _money(heard, said, before)
        or _guests_money(said, before)
        or _event_online(said, before)
    )
    if topic == before.topic:
        return again(heard, before)
    if topic is not None:
        # Whoever "is from Syria" travels to the country that was named before.
        return Meant("answer", topic, (), before.countries or heard.countries)
    first = heard.topics[0] if heard.topics else ""
    is_rejected = rejects_answer(heard.text) and not heard.is_correction
    is_other = first != before.topic and not first.startswith(NO_QUESTIONS)
    if is_rejected and is_other and heard.decision != "answer":
        return Meant("clarify", first, heard.programmes, heard.countries or before.countries)
    return None


def _stays_with_residence(heard: Heard, before: Context) -> bool:
    """Return whether "und wenn die keinen Pass haben" is about those who are only tolerated.

    What holds for others ("oft möglich") would take the warning back.
    """
    is_residence = before.topic in _RESIDENCE and before.decision in ("answer", "handover")
    return is_residence and heard.topics[:1] != () and heard.topics[0] in ENTRY_TOPICS


def _tells_funder(heard: Heard, said: list[str]) -> bool:
    """Return whether "beim Landesjugendamt" tells whose rejection it is, and asks nothing."""
    is_near_money = heard.topics[:1] != () and heard.topics[0].startswith(PROGRAMME_TOPIC)
    asks = "?" in heard.text or bool(heard.aspects or heard.deadlines)
    is_short = len(said) <= _VERY_FEW_WORDS and words().asking.isdisjoint(said)
    return is_near_money and is_short and not asks


def rejects_answer(text: str) -> bool:
    """Say whether a message begins with a no and tells what is meant instead."""
    said = folded(text)
    is_no = bool(said) and said[0] in sets(_FILE)["no_words"]
    return is_no and _has_phrase(said, "instead_phrases")


def _fee(heard: Heard, said: list[str], before: Context) -> str | None:
    """Return the fee where "können wir von den Teilis was nehmen" names who would pay it."""
    is_taken = _has_word(said, "payers") and _has_word(said, "takes")
    is_near = FEE_TOPIC in heard.topics[:_NEAR]
    return FEE_TOPIC if is_near and is_taken and before.topic != FEE_TOPIC else None


def _interpreter(heard: Heard, said: list[str], before: Context) -> str | None:
    """Return who pays for interpreters; those for sign language are paid for otherwise.

    Below a deaf person in the group, these are meant.
    """
    is_named = any(word.startswith(lists(_FILE)["interpreter_beginnings"]) for word in said)
    if not is_named or not asks_for_money(heard.text) or names_inclusion(heard.text):
        return None
    return NEEDS_TOPIC if before.topic in (INCLUSION_TOPIC, NEEDS_TOPIC) else LANGUAGE_TOPIC


def _plain_costs(heard: Heard, before: Context) -> str | None:
    """Return the money for the journey where "wer zahlt den Bus" names nothing of inclusion.

    No passage of the answer above is about it, however near one comes.
    """
    # Single persons who go abroad get none of the money for groups.
    is_elsewhere = before.topic.startswith(("inklusion", "verweis_"))
    # "Extra Geld, weil klimafreundlich" has a clear subject of its own.
    near = heard.topics[: 1 if heard.is_clear else _SECOND]
    is_taken = NEEDS_TOPIC in near and not is_elsewhere
    is_plain = asks_for_money(heard.text) and not (names_inclusion(heard.text) or heard.programmes)
    if not (is_taken and is_plain):
        return None
    countries = heard.countries or before.countries
    if not countries and before.topic.startswith(PROGRAMME_TOPIC):
        # Below a funder it is asked of this one.
        return None
    return funding_topic(countries) if countries else FUNDING_OVERVIEW


def _poor_families(said: list[str], before: Context) -> str | None:
    is_told = _has_word(said, "poor_words")
    return POOR_FAMILIES_TOPIC if is_told and before.topic in _OF_FAMILIES else None


def _money(heard: Heard, said: list[str], before: Context) -> str | None:
    """Return the topic about who pays, after an answer that says nothing about money.

    Where it was only asked back what is wanted of a country, the country is known all the same.
    """
    is_bare = len(said) <= _FEW_WORDS and not heard.names
    first = heard.topics[0] if heard.topics else ""
    is_near = first.startswith((PROGRAMME_TOPIC, *NO_QUESTIONS)) or first in _ON_MONEY_OF_BOTH
    is_vague = is_near and not (heard.decision == "answer" and heard.is_clear)
    is_open = before.is_guess and bool(before.countries) and is_vague
    # "Wie hoch ist die Förderung" is no question about the weather.
    is_told_above = before.topic.startswith(PROGRAMME_TOPIC) or before.topic in ASPECT_TOPICS
    is_lost = heard.decision == "fallback" and not is_told_above
    is_silent = before.topic in _WITHOUT_MONEY or is_open or is_lost
    if not (is_bare and is_silent and asks_for_money(heard.text)):
        return None
    if before.topic == INCLUSION_TOPIC:
        return NEEDS_TOPIC
    if has_own_money(first):
        # "Wer zahlt, wenn alles abgesagt wird" is told in an entry of its own.
        return None
    return funding_topic(before.countries) if before.countries else FUNDING_OVERVIEW


def _guests_money(said: list[str], before: Context) -> str | None:
    """Return the money again: whether it is for guests, too, is no question for a return visit."""
    is_if = _has_word(said, "if_words") and _has_phrase(said, "guest_phrases")
    return before.topic if is_if and before.topic.startswith(PROGRAMME_TOPIC) else None


def _event_online(said: list[str], before: Context) -> str | None:
    """Return the events again: "und online?" is no question for an encounter there."""
    is_asked = len(said) <= _VERY_FEW_WORDS and _has_word(said, "online_words")
    return before.topic if is_asked and before.topic in _MAY_BE_ONLINE else None


def _has_word(said: list[str], name: str) -> bool:
    return not sets(_FILE)[name].isdisjoint(said)


def _has_phrase(said: list[str], name: str) -> bool:
    return has_phrase(said, lists(_FILE)[name])
