"""Recognises who asks below money for other funders, or what goes together (``other_funders.yml``).

"Gibts andere Geldgeber für Polen?" below the money for Poland wants no more of the same, "und KJP
dazu?" not what the KJP is, and "und die Stadt?" has an entry of its own.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.situations.funding import funding_topic
from bot.dialogue.topics import (
    COMBINED_TOPIC,
    FUNDING_OVERVIEW,
    LATE_TOPIC,
    PAYOUT_TOPIC,
    REJECTION_TOPIC,
    TIME_TOPICS,
    TOWN_MONEY_TOPIC,
)
from bot.dialogue.wishes.told_facts import without
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("other_funders.yml")
_MOST_WORDS, _FEW_WORDS = 8, 6
_ABOUT_MONEY = frozenset({
    *TIME_TOPICS, COMBINED_TOPIC, LATE_TOPIC, PAYOUT_TOPIC, REJECTION_TOPIC, "eigenanteil",
    "stiftungen_spenden",
})  # fmt: skip


def other_funders_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what a short message below money means that asks for other funders, else None."""
    if before is None or not _is_about_money(before):
        return None
    said = folded(heard.text)
    if not 0 < len(said) <= _MOST_WORDS or heard.deadlines or heard.is_correction:
        return None
    if _adds_programme(heard, said):
        return Meant("answer", COMBINED_TOPIC, heard.programmes, before.countries)
    if _asks_for_town(heard, said):
        return Meant("answer", TOWN_MONEY_TOPIC, (), before.countries)
    if (
        not heard.names
        and before.decision == "act"
        and has_phrase(said, lists(_FILE)["paid_below"])
    ):
        return _paid_below(before)
    if not heard.programmes and _asks_for_others(said, before):
        return Meant("answer", FUNDING_OVERVIEW, (), heard.countries or before.countries)
    return None


def _paid_below(before: Context) -> Meant | None:
    """Return what "wer zahlt die Sicherheit" means below deadlines: no deadlines once more."""
    topic = funding_topic(before.countries) if before.countries else before.topic
    if topic in TIME_TOPICS:
        return None
    return Meant("answer", topic, before.programmes, before.countries)


def _adds_programme(heard: Heard, said: list[str]) -> bool:
    """Return whether "und KJP dazu?" asks what may be taken together."""
    known = sets(_FILE)
    others = folded(without(heard.text, heard.names))
    # "Gibts ein Formular dazu beim DPJW?" asks for a form.
    is_all = known["added"] | known["beside_added"] >= set(others)
    is_added = not known["added"].isdisjoint(others) and is_all
    return bool(heard.programmes) and is_added and len(said) <= _FEW_WORDS


def _asks_for_town(heard: Heard, said: list[str]) -> bool:
    """Return whether the town, and nothing else, is asked for."""
    known = sets(_FILE)
    is_all = known["towns"] | known["beside_towns"] >= set(said)
    return not known["towns"].isdisjoint(said) and is_all and not heard.names


def _asks_for_others(said: list[str], before: Context) -> bool:
    known = sets(_FILE)
    is_bare = known["beside_others"] >= set(said) and has_phrase(said, lists(_FILE)["others_alone"])
    is_other = is_bare or has_phrase(said, lists(_FILE)["others"])
    is_which = before.decision == "act" and has_phrase(said, lists(_FILE)["which"])
    return is_other or (is_which and bool(before.countries))


def _is_about_money(before: Context) -> bool:
    return before.topic.startswith(PROGRAMME_TOPIC) or before.topic in _ABOUT_MONEY
