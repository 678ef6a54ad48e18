"""Recognises who asks when, or whether, an application is decided (``decision_time.yml``).

"Antrag abgegeben am 1.10., wann bescheid" names a day and an application, as questions for
deadlines do; but what was handed in has no deadline any more.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bot.dialogue.wishes.payout import asks_when_paid
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("decision_time.yml")
_THEY = "die"


def asks_when_decided(text: str) -> bool:
    """Say whether a message asks when or whether an application is decided, and for no more."""
    if asks_when_paid(text):
        # "Wann wird der bewilligte Zuschuss ausgezahlt?" has been decided.
        return False
    said, known = folded(text), lists(_FILE)
    if not set(known["handed_in"]).isdisjoint(said) and has_phrase(said, known["what_now"]):
        return True
    is_decision = any(word.startswith(known["decision_beginnings"]) for word in said)
    is_decision = is_decision or awaits_funder(text)
    if asks_whether_decided(text):
        return True
    if not is_decision or not set(known["otherwise"]).isdisjoint(said):
        return False
    is_lasting = has_phrase(said, known["how_long"]) and has_phrase(said, known["lasting"])
    return is_lasting or has_phrase(said, known["when"])


def awaits_funder(text: str) -> bool:
    """Say whether somebody waits for a reply of those who fund: "bis die antworten"."""
    said, known = folded(text), sets(_FILE)
    if has_phrase(said, lists(_FILE)["until"]):
        return False
    near = [word for word in said if word not in known["beside_replying"]]
    is_theirs = any(
        _THEY in pair and not known["replying"].isdisjoint(pair) for pair in pairwise(near)
    )
    return is_theirs or has_phrase(said, lists(_FILE)["funder_replies"])


def asks_whether_decided(text: str) -> bool:
    """Say whether it is asked if an application was granted: "wurde unser Antrag genehmigt"."""
    said, known = folded(text), lists(_FILE)
    if not any(word.startswith(known["decision_beginnings"]) for word in said):
        return False
    is_of_application = not set(known["applications"]).isdisjoint(said)
    is_question = said[0] in known["whether_first"] or not set(known["whether"]).isdisjoint(said)
    return is_of_application and is_question and not has_phrase(said, known["not_whether"])
