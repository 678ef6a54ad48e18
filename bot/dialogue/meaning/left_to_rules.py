"""Of which further messages the rules know better than any weighing, whatever is probable."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue.aspects import AMOUNT_ASPECT, PROGRAMME_TOPIC
from bot.dialogue.context import EMERGENCY, Context, Heard, Meant
from bot.dialogue.passages.asked_kind import gives_age
from bot.dialogue.passages.fitting_passages import says_anything
from bot.dialogue.situations.funding import possible_funding
from bot.dialogue.situations.memorial import names_trip_alone
from bot.dialogue.topics import (
    ACCOUNTS_TOPIC,
    ADVICE_FEE_TOPIC,
    CHANGE_TOPIC,
    COMBINED_TOPIC,
    DECISION_TOPIC,
    EARLY_TOPIC,
    FUNDING_OVERVIEW,
    OWN_ENTRY_TOPICS,
    PERSON_TOPIC,
    REQUEST_TOPIC,
    TOWN_MONEY_TOPIC,
)
from bot.dialogue.wishes.told_facts import without
from bot.words.phrases import folded

_TOLD_BY_WORDS = OWN_ENTRY_TOPICS | {
    ACCOUNTS_TOPIC, CHANGE_TOPIC, COMBINED_TOPIC, DECISION_TOPIC, EARLY_TOPIC, FUNDING_OVERVIEW,
    TOWN_MONEY_TOPIC,
}  # fmt: skip
_FEW_WORDS = 4


def is_left_to_rules(heard: Heard, before: Context, meant: Meant) -> bool:
    """Say whether ``meant``, which is what the rules say, is not to be weighed."""
    return any(is_seen(heard, before, meant) for is_seen in _SIGNS)


def _is_emergency(heard: Heard, before: Context, _: Meant) -> bool:
    return EMERGENCY in (before.decision, heard.decision)


def _is_for_a_person(heard: Heard, before: Context, meant: Meant) -> bool:
    """Say whether a person is wanted.

    "Kann ich den Termin in den Herbst verschieben" hardly asks for another time of advice.
    """
    is_hardly = (meant.decision, meant.topic) == ("answer", REQUEST_TOPIC) and not heard.is_clear
    topics = {before.topic} if is_hardly else {before.topic, meant.topic}
    return bool({PERSON_TOPIC, REQUEST_TOPIC} & topics)


def _asks_who_pays(heard: Heard, _: Context, __: Meant) -> bool:
    """Say whether it is asked who pays for a country that is named: that is asked anew."""
    return possible_funding(heard) is not None


def _says_only_names(heard: Heard, _: Context, __: Meant) -> bool:
    """Say whether "nein, ich meine das DFJW" or "hm" has no word that another topic could have."""
    said = without(heard.text, heard.names)
    return not (says_anything(said) or any(map(str.isdigit, said)))


def _asks_amount_of_deadlines(heard: Heard, before: Context, _: Meant) -> bool:
    """Say whether an amount is asked for after deadlines: nobody wants these once more."""
    return before.decision == "act" and AMOUNT_ASPECT in heard.aspects


def _asks_amount_for_number(heard: Heard, before: Context, _: Meant) -> bool:
    """Say whether "und für 20 Leute" follows an amount, and tells only for how many."""
    said = folded(heard.text)
    is_few = len(said) <= _FEW_WORDS and not heard.aspects and not heard.names
    is_number = any(map(str.isdigit, heard.text)) and not gives_age(heard.text)
    return is_few and is_number and AMOUNT_ASPECT in before.aspects


def _is_memorial_trip(heard: Heard, _: Context, meant: Meant) -> bool:
    """Say whether it is a trip without a partner, of which the country's funder says nothing."""
    return (meant.topic or "").startswith(PROGRAMME_TOPIC) and names_trip_alone(heard)


def _is_told_by_words(_: Heard, __: Context, meant: Meant) -> bool:
    """Say whether the words decide, whatever else is likely.

    The ranker takes "brauchen wir ein Visum für die Kids" for guests', and "uns springen drei ab"
    for finding young people.
    """
    return meant.is_plain and meant.topic in _TOLD_BY_WORDS


def _is_asked_of_answer_above(heard: Heard, before: Context, meant: Meant) -> bool:
    """Say whether the rules have told that the answer above is meant, and not the office."""
    is_above = meant.is_plain and meant.topic == before.topic
    return is_above and heard.topic == ADVICE_FEE_TOPIC


_SIGNS: tuple[Callable[[Heard, Context, Meant], bool], ...] = (
    _is_told_by_words,
    _is_asked_of_answer_above,
    _is_emergency,
    _is_for_a_person,
    _asks_who_pays,
    _says_only_names,
    _asks_amount_of_deadlines,
    _asks_amount_for_number,
    _is_memorial_trip,
)
