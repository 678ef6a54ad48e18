"""Recognises changes of what money was granted for, and what is asked of a grant (``changes.yml``).

"Jetzt springen uns drei ab, müssen wir was zurückgeben?" sounds like finding young people, "und
wenn sie zwei Tage kürzer wird" like the length of a journey. Once money is granted, both are
changes that its funder has to be told.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.situations.situation import FINAL
from bot.dialogue.topics import (
    ACCOUNTS_TOPIC,
    CHANGE_TOPIC,
    COMBINED_TOPIC,
    DECISION_TOPIC,
    EARLY_TOPIC,
    PAYOUT_TOPIC,
    RECLAIM_CASE,
    REJECTION_TOPIC,
)
from bot.dialogue.wishes.decision_time import asks_whether_decided
from bot.dialogue.wishes.told_facts import only_tells
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_CLAUSE_END = re.compile(r"[,;.!?]\s")
_FILE = Path(__file__).with_name("changes.yml")
# Longer messages say what they mean.
_MOST_WORDS = 18
# So far back a message told that money was granted.
_MESSAGES_BACK = 6
# Before the grant, booking is dangerous.
_TOO_EARLY = (EARLY_TOPIC,)
# They tell themselves what to do with money that is granted.
_OF_GRANTS = frozenset({ACCOUNTS_TOPIC, CHANGE_TOPIC, PAYOUT_TOPIC})


def change_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what a message means of a change or of granted money, None for all others."""
    said = folded(heard.text)
    if heard.decision in FINAL or len(said) > _MOST_WORDS:
        return None
    # "Zahlt die auch bei Absage" sounds like a rejection, "drei springen ab, müssen wir was
    # zurückzahlen" like money that is claimed back: both would be for a person.
    is_open = heard.decision != "handover" or heard.topic in (REJECTION_TOPIC, RECLAIM_CASE)
    is_off = _asks_who_pays_if_off(said) and _is_about_money(before)
    if is_open and (is_off or _tells_leaving(said)):
        topic: str | None = CHANGE_TOPIC
    elif _has_surplus(said):
        topic = COMBINED_TOPIC
    elif heard.decision == "handover":
        # "Unser Antrag wurde bewilligt" and "wurde er bewilligt?" sound like "… wurde abgelehnt".
        is_said = _is_wholly_granted(heard.text) or asks_whether_decided(heard.text)
        is_granted = heard.topic == REJECTION_TOPIC and is_said
        topic = DECISION_TOPIC if is_granted else None
    else:
        topic = _topic(heard, said, before)
    if topic is None:
        return None
    programmes = heard.programmes or (before.programmes if before else ())
    countries = heard.countries or (before.countries if before else ())
    return Meant("answer", topic, programmes, countries)


def _topic(heard: Heard, said: list[str], before: Context | None) -> str | None:
    is_told = tells_granted(heard.text)
    was_granted = any(map(tells_granted, heard.earlier[-_MESSAGES_BACK:]))
    is_granted = is_told or was_granted
    if is_granted and _tells_change(said):
        return CHANGE_TOPIC
    # "Wir müssen die Flüge bezahlen" is not too early now, "bevor die andere Zusage da ist" is.
    is_of_grant = not heard.names and sets(_FILE)["not_granted"].isdisjoint(said)
    is_in_time = was_granted and is_of_grant and heard.topics[:1] == _TOO_EARLY
    if is_in_time or (is_granted and _has_more(said)):
        return DECISION_TOPIC
    if not is_told:
        return None
    last = folded(heard.earlier[-1]) if heard.earlier else []
    is_below = before is not None and before.topic == CHANGE_TOPIC and not before.is_guess
    if is_below or _tells_change(last) or _tells_leaving(last):
        # "Bewilligt ist schon" answers what was asked back.
        return CHANGE_TOPIC
    first = heard.topics[0] if heard.topics else ""
    is_open = heard.decision in UNSURE or first.startswith(PROGRAMME_TOPIC)
    asks_on = has_phrase(said, lists(_FILE)["what_now"])
    is_all = asks_on or only_tells(heard.text)
    return DECISION_TOPIC if is_open and is_all and first not in _OF_GRANTS else None


def tells_granted(text: str) -> bool:
    """Say whether a message tells that money was granted: "wir haben die Zusage, was nun?"."""
    return any(map(_tells_granted, _CLAUSE_END.split(text)))


def _tells_granted(clause: str) -> bool:
    said = folded(clause)
    known = sets(_FILE)
    is_sure = has_phrase(said, lists(_FILE)["surely_granted"])
    is_asked = not (is_sure or known["asked_for"].isdisjoint(said))
    if is_asked or not known["not_granted"].isdisjoint(said) or _promises_no_money(said):
        return False
    is_named = any(word.startswith(lists(_FILE)["granted_beginnings"]) for word in said)
    is_there = not (
        known["granted_nouns"].isdisjoint(said) or known["granted_verbs"].isdisjoint(said)
    )
    return is_named or is_there or has_phrase(said, lists(_FILE)["granted_phrases"])


def _is_wholly_granted(text: str) -> bool:
    """Return whether a message only tells that all was granted: what was cut is for a person."""
    said, known = folded(text), lists(_FILE)
    is_cut = any(word.startswith(known["cut_beginnings"]) for word in said)
    is_sure = has_phrase(said, known["surely_granted"]) and tells_granted(text)
    is_all = only_tells(text) or has_phrase(said, known["what_now"])
    return is_sure and is_all and not is_cut


def _promises_no_money(said: list[str]) -> bool:
    """Return whether it is a partner or a house that has promised something, and no funder."""
    known = sets(_FILE)
    is_promised = any(word.startswith(lists(_FILE)["promised_beginnings"]) for word in said)
    return is_promised and not known["promising"].isdisjoint(said)


def _asks_who_pays_if_off(said: list[str]) -> bool:
    is_paid = not sets(_FILE)["pays"].isdisjoint(said)
    is_named = any(word.startswith(lists(_FILE)["off_beginnings"]) for word in said)
    return is_paid and (is_named or has_phrase(said, lists(_FILE)["called_off"]))


def _is_about_money(before: Context | None) -> bool:
    """Return whether funders are talked about: below insurances, "zahlt die auch" is theirs."""
    return before is None or before.is_guess or before.topic.startswith(PROGRAMME_TOPIC)


def _tells_leaving(said: list[str]) -> bool:
    """Return whether some of those who take part no longer do."""
    known = sets(_FILE)
    if not known["not_of_group"].isdisjoint(said):
        return False
    if any(word.startswith(lists(_FILE)["leaving_beginnings"]) for word in said):
        return True
    verbs = [place for place, word in enumerate(said) if word in known["leaving_verbs"]]
    if not verbs:
        return False
    # "Ab wann springt die Versicherung ein" and "springt … ab dem ersten Tag ein" are none.
    behind = said[verbs[0] :]
    end = lists(_FILE)["leaving_end"][0]
    return end in behind and behind[-1] != "ein"


def _tells_change(said: list[str]) -> bool:
    known = sets(_FILE)
    if not known["not_changed"].isdisjoint(said):
        return False
    if not known["changed"].isdisjoint(said):
        return True
    if any(word.startswith(lists(_FILE)["changed_beginnings"]) for word in said):
        return True
    is_counted = not known["counted"].isdisjoint(said)
    is_fewer = is_counted and not known["fewer"].isdisjoint(said)
    is_instead = not known["instead"].isdisjoint(said)
    has_numbers = any(word.isdigit() for word in said)
    is_elsewhere = is_instead and (has_numbers or not known["to_place"].isdisjoint(said))
    return is_fewer or is_elsewhere


def _has_more(said: list[str]) -> bool:
    known = sets(_FILE)
    if not (known["not_changed"] | known["not_of_group"]).isdisjoint(said):
        return False
    is_counted = not (known["more"].isdisjoint(said) or known["counted"].isdisjoint(said))
    return is_counted or has_phrase(said, lists(_FILE)["added_phrases"])


def _has_surplus(said: list[str]) -> bool:
    """Return whether money of one's own plan is left: "und wenn am Ende was übrig ist"."""
    known = sets(_FILE)
    is_left = not known["surplus"].isdisjoint(said) and known["not_surplus"].isdisjoint(said)
    return is_left and not known["surplus_of_us"].isdisjoint(said)
