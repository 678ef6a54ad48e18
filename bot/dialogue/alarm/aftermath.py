"""What is asked after the numbers of an emergency: who pays, who tells the parents, what next.

The words stand in ``aftermath.yml``. Whoever asks this has read the numbers; the same card once
more is no answer, and frightens who is being helped.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.dialogue.alarm.aftermath_foreign import asks_in_foreign, has_foreign
from bot.dialogue.context import CLEAR_LEAD, EMERGENCY
from bot.dialogue.topics import ACCIDENT_TOPIC, SUICIDE_TOPIC, VIOLENCE_TOPIC
from bot.dialogue.wishes.next_steps import asks_for_steps
from bot.words.lists import lists
from bot.words.phrases import folded, has_any, spaced

_FILE = Path(__file__).with_name("aftermath.yml")
UNCLEAR = "unclear"
"""Stands for what may have been an emergency: the numbers were but a hint beside no answer."""
_PERSONAL = (VIOLENCE_TOPIC, SUICIDE_TOPIC)
# What is asked after an emergency is never so much like another one.
_LEAST_OF_ANOTHER = 0.85
_MONEY, _ALONE, _PARENTS, _PAPERS = "money", "alone", "parents", "papers"
_REPORT, _HOME, _CARED, _MEDICAL, _LAW, _NEXT = "report", "home", "cared", "medical", "law", "next"
_BETTER = "better"
MONEY_AFTER_VIOLENCE = "personal_money"
_CLEAR = ("answer", "act", "handover", "smalltalk")
# A longer message tells what has happened.
_MOST_WORDS = 11
# "Und die Eltern?" says nothing else.
_FEW_WORDS = 3
# "Who pays for the hospital": a longer foreign question about money says for what.
_WORDS_OF_COST = 5
# "Qu'est-ce qu'on fait": a longer question says what it is about.
_MOST_OF_A_BARE_QUESTION = 6
_MOST_FOREIGN_WORDS = 6
# Who pays for the flight home asks for money first.
_IN_ORDER = (_MONEY, _ALONE, _PARENTS, _PAPERS, _REPORT, _HOME, _CARED, _MEDICAL, _LAW, _NEXT)
# What stands in the answer to violence and to a wish to die as well.
_IN_PERSONAL = (_ALONE, _PARENTS, _PAPERS, _HOME, _MEDICAL, _NEXT)
# Papers and the press are no violence: "ich hab keinen Pass mehr", "die Presse steht vor der Tür".
_NEVER_ANOTHER = (_PAPERS, _REPORT)
# Whoever has no telephone or is cared for asks for no numbers, whatever happened.
_WHATEVER_IS_NAMED = (_CARED, _ALONE)


def aftermath_of(raw: Mapping[str, Any], text: str, alarm: str) -> str | None:
    """Return the answer to what a message asks after an emergency, None if it asks nothing such.

    ``raw`` is how the message is understood, ``alarm`` the topic of the emergency. The answer is
    "money" and the like after an accident, else nearly always the topic: one answer with all
    numbers. A message that tells of danger, of violence or of somebody missing asks nothing such.
    """
    is_personal = raw.get("decision") == EMERGENCY and raw.get("topic") in _PERSONAL
    if alarm == ACCIDENT_TOPIC and not is_personal and gets_better(text):
        return _BETTER
    said = spaced(text)
    asked = next((kind for kind in _IN_ORDER if _is_asked(text, kind)), None)
    is_another = asked not in _NEVER_ANOTHER and tells_another(raw, alarm)
    if tells_danger(text) or is_another:
        return None
    if len(folded(text)) > _MOST_WORDS or _asks_else(raw, asked):
        return None
    if raw.get("is_named") and asked not in _WHATEVER_IS_NAMED:
        return None
    if alarm != ACCIDENT_TOPIC:
        return _after_violence_or_worse(said, asked, alarm)
    return ACCIDENT_TOPIC if asked == _NEXT else asked


def _after_violence_or_worse(said: str, asked: str | None, alarm: str) -> str | None:
    """Return the answer after violence or a wish to die: nearly always the one with all numbers.

    Whoever wants to die shall not be alone, whatever they ask; after violence, a place with other
    people comes first, and the cost of help is told before anybody shies away from it.
    """
    if _has(said, "asked_on"):
        return alarm
    if alarm == VIOLENCE_TOPIC and asked == _ALONE:
        return _ALONE
    if asked == _MONEY and _only_asks_for_costs(said):
        return MONEY_AFTER_VIOLENCE if alarm == VIOLENCE_TOPIC else alarm
    return alarm if asked in _IN_PERSONAL else None


def _only_asks_for_costs(said: str) -> bool:
    """Say whether nothing but who pays is asked: "zahlt die auch bei Absage" asks more."""
    if not _has(said, _MONEY):
        return len(said.split()) <= _WORDS_OF_COST
    bare = {*lists(_FILE)[_MONEY], *lists(_FILE)["beside_money"]}
    return bare.issuperset(said.split())


def tells_danger(text: str) -> bool:
    """Say whether a message has a word that the danger goes on or somebody is missing."""
    return _has(spaced(text), "present") or has_foreign(text, "present")


def gets_better(text: str) -> bool:
    """Say whether somebody breathes or is awake again: it is not over, but the numbers are known.

    Not in many words, nor where anything speaks against it: "atmet wieder, aber redet wirr". "Wie
    krieg ich ihn wieder wach?" asks for help.
    """
    if len(folded(text)) > _MOST_WORDS or "?" in text:
        return False
    if has_foreign(text, _BETTER):
        # Of other languages, the words that speak against it are not all known.
        is_bare = len(folded(text)) <= _MOST_FOREIGN_WORDS
        return is_bare and not (has_foreign(text, "uncared") or has_foreign(text, "not_better"))
    left = said = spaced(text)
    for phrase in lists(_FILE)[_BETTER]:
        left = left.replace(f" {phrase} ", " ")
    return left != said and not _has(left, "not_better") and not tells_danger(left)


def asks_what_next(text: str) -> bool:
    """Say whether a message only asks what to do now: "was soll ich tun", "que faire"."""
    words = len(folded(text))
    is_asked = words <= _FEW_WORDS and _is_asked(text, _NEXT)
    is_foreign = words <= _MOST_OF_A_BARE_QUESTION and asks_in_foreign(text, _NEXT)
    return (is_asked or is_foreign or asks_for_steps(text)) and not tells_danger(text)


def tells_another(raw: Mapping[str, Any], alarm: str) -> bool:
    """Say whether a message clearly tells of violence or a wish to die after another emergency.

    "Ein Betreuer hat im Krankenhaus ein Mädchen begrapscht" is no news about the accident. After a
    wish to die, violence must be named: "er redet nicht mit mir" is none.
    """
    is_personal = raw.get("decision") == EMERGENCY and raw.get("topic") in _PERSONAL
    is_named = bool(raw.get("is_named") or raw.get("names_danger"))
    if alarm == SUICIDE_TOPIC and not is_named:
        return False
    is_clear = float(raw.get("confidence", 0.0)) >= _LEAST_OF_ANOTHER
    return is_personal and raw.get("topic") != alarm and is_clear


def _is_asked(text: str, kind: str) -> bool:
    return _is_asked_in_german(spaced(text), kind) or asks_in_foreign(text, kind)


def _is_asked_in_german(said: str, kind: str) -> bool:
    if kind == _PARENTS:
        is_short = len(said.split()) <= _FEW_WORDS
        return _has(said, kind) and (is_short or _has(said, "telling"))
    if kind == _MEDICAL:
        return _has(said, kind) and _has(said, "judging")
    if kind == _CARED:
        return _has(said, kind) and not _has(said, "uncared")
    return _has(said, kind)


def _asks_else(raw: Mapping[str, Any], asked: str | None) -> bool:
    """Say whether a message clearly has another subject: "was kostet die Juleica"."""
    is_clear = raw.get("decision") in _CLEAR and float(raw.get("lead", 0.0)) >= CLEAR_LEAD
    related = lists(_FILE)["related"]
    if asked in (_PAPERS, _PARENTS):
        related = (*related, *lists(_FILE)[f"related_to_{asked}"])
    return is_clear and raw.get("topic") not in related


def _has(said: str, name: str) -> bool:
    return has_any(said, lists(_FILE)[name])
