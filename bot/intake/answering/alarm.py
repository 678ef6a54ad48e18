"""Whether a message in the form may tell of danger, although it was not taken for an emergency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.dialogue.alarm.relief import denies_emergency, tells_relief
from bot.dialogue.context import EMERGENCY
from bot.intake.answering.subject import FREE
from bot.intake.plan.heads import tells_numbers_only
from bot.intake.replies import Reply, ReplyKind

_INCIDENT = "ho_kinderschutz_vorfall"
"""The topic of whoever tells that somebody of the team harmed a young person."""
# "Jugendclub Nord", "ab 18 uhr": an answer of so few words may sound like anything.
_LEAST_WORDS = 4
# So sure has the understanding to be of an emergency that no word names.
_SURE = 0.8
_KEPT_WHOLE = frozenset({"group", "contact"})


def may_tell_of_danger(raw: Mapping[str, Any], said: str, asked: str, reply: Reply) -> bool:
    """Say whether the numbers are to be named beside a message of the form.

    ``raw`` is how the message is understood by itself, ``reply`` what it is to the form. An answer
    that is nothing but a name, a place, a time or how many they are is no alarm.
    """
    if said.startswith("/") or denies_emergency(said) or tells_relief(said):
        return False
    if reply.kind not in (ReplyKind.PROBLEM, ReplyKind.VALUES):
        # The answer in between names the numbers itself.
        return False
    if raw.get("names_danger") and raw.get("decision") == EMERGENCY:
        return True
    if tells_numbers_only(said):
        return False
    sounds = raw.get("decision") == EMERGENCY or raw.get("is_concerning")
    is_told = (names_incident(raw) and asked in FREE) or bool(sounds)
    if not is_told or len(said.split()) < _LEAST_WORDS:
        return False
    is_answered = asked in _KEPT_WHOLE and bool(reply.values.get(asked))
    if is_answered and raw.get("decision") != EMERGENCY:
        # "15 Jugendliche, 3 davon haben eine Behinderung" is kept whole, and no alarm; nor is an
        # address with "tagsüber bin ich auf Arbeit".
        return False
    told = {field for field, value in reply.values.items() if value}
    # "Kroatien streichen, wir nehmen Slowenien" is understood whole.
    is_free = bool(told & FREE) or (asked in FREE and not told)
    return reply.kind is ReplyKind.PROBLEM or is_free


def is_surely_meant(raw: Mapping[str, Any]) -> bool:
    """Say whether what was understood makes a request urgent, and not only worth the numbers.

    "Frühling oder Herbst, da ist sich die Leitung nicht einig" may sound like anything.
    """
    is_named = bool(raw.get("names_danger") or raw.get("is_named")) or raw.get("topic") == _INCIDENT
    is_sure = raw.get("decision") == EMERGENCY and raw.get("confidence", 0.0) >= _SURE
    return is_named or is_sure


def names_incident(raw: Mapping[str, Any]) -> bool:
    """Say whether a message is about harm done to somebody, or about an emergency."""
    return raw.get("topic") == _INCIDENT or raw.get("decision") == EMERGENCY
