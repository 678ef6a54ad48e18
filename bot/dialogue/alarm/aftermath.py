"""What is asked after the numbers of an emergency: who pays, who tells the parents, what next.

The words stand in ``aftermath.yml``. Whoever asks this has read the numbers; the same card once
more is no answer, and frightens who is being helped.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.dialogue.alarm.aftermath_foreign import asks_in_foreign, has_foreign
from bot.dialogue.context import EMERGENCY
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
_PARENTS, _PAPERS, _MEDICAL, _CARED, _NEXT = "parents", "papers", "medical", "cared", "next"
_CLEAR = ("answer", "act", "handover", "smalltalk")
# A longer message tells what has happened.
_MOST_WORDS = 11
# "Und die Eltern?" says nothing else.
_FEW_WORDS = 3
# "Qu'est-ce qu'on fait": a longer question says what it is about.
_MOST_OF_A_BARE_QUESTION = 6
# So far ahead of all else, a message has a subject of its own.
_CLEAR_LEAD = 0.25
# Who pays for the flight home asks for money first.
_IN_ORDER = ("money", _PARENTS, _PAPERS, "report", "home", _CARED, _MEDICAL, "law", _NEXT)


def aftermath_of(raw: Mapping[str, Any], text: str, alarm: str) -> str | None:
    """Return the answer to what a message asks after an emergency, None if it asks nothing such.

    ``raw`` is how the message is understood, ``alarm`` the topic of the emergency. The answer is
    "money" and the like after an accident, else the topic: one answer with all numbers. A message
    that tells of danger, of violence or of somebody missing asks nothing of the kind.
    """
    said = spaced(text)
    asked = next((kind for kind in _IN_ORDER if _is_asked(text, kind)), None)
    if tells_danger(text) or tells_another(raw, alarm):
        return None
    if len(folded(text)) > _MOST_WORDS or _asks_else(raw, asked):
        return None
    if alarm != ACCIDENT_TOPIC:
        is_asked = asked in (_PARENTS, _NEXT) or _has(said, "asked_on")
        return alarm if is_asked and not raw.get("is_named") else None
    if raw.get("is_named") and asked != _CARED:
        return None
    return ACCIDENT_TOPIC if asked == _NEXT else asked


def tells_danger(text: str) -> bool:
    """Say whether a message has a word that the danger goes on or somebody is missing."""
    return _has(spaced(text), "present") or has_foreign(text, "present")


def asks_what_next(text: str) -> bool:
    """Say whether a message only asks what to do now: "was soll ich tun", "que faire"."""
    words = len(folded(text))
    is_asked = words <= _FEW_WORDS and _is_asked(text, _NEXT)
    is_foreign = words <= _MOST_OF_A_BARE_QUESTION and asks_in_foreign(text, _NEXT)
    return (is_asked or is_foreign or asks_for_steps(text)) and not tells_danger(text)


def tells_another(raw: Mapping[str, Any], alarm: str) -> bool:
    """Say whether a message clearly tells of violence or a wish to die after another emergency.

    "Ein Betreuer hat im Krankenhaus ein Mädchen begrapscht" is no news about the accident.
    """
    is_personal = raw.get("decision") == EMERGENCY and raw.get("topic") in _PERSONAL
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
    is_clear = raw.get("decision") in _CLEAR and float(raw.get("lead", 0.0)) >= _CLEAR_LEAD
    related = lists(_FILE)["related"]
    if asked in (_PAPERS, _PARENTS):
        related = (*related, *lists(_FILE)[f"related_to_{asked}"])
    return is_clear and raw.get("topic") not in related


def _has(said: str, name: str) -> bool:
    return has_any(said, lists(_FILE)[name])
