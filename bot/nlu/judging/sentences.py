"""What a message is by its sentences: the calm of one must not drown the danger of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.nlu.decision import EMERGENCY_FAMILY
from bot.nlu.judging.suspicion import beside_lead
from bot.nlu.understood import Understood

# Less sure than this, or in a case for a person, the numbers stand beside what else is said: an
# eleven-year-old who "kurz nach der Fahrt zwölf" will be is in no danger.
_LEAST_EMERGENCY = 1.0
# Drawn on the emergencies for tuning, put before and behind a calm sentence: docs/understanding.md.
_LEAST_CONCERN = -2.1
_CASE = "handover"


def by_sentences(whole: Understood, sentences: Iterable[Understood]) -> Understood:
    """Return a message that is calm as a ``whole`` by what its ``sentences`` are alone.

    "Hab ich noch Zeit für den Antrag? Der Lukas liegt unten und bewegt sich nicht": where one is an
    emergency, all of it is. Where one only may be, the numbers stand beside the answer.
    """
    alarming = [one for one in sentences if one.decision.decision == EMERGENCY_FAMILY]
    if not alarming:
        return whole
    loudest = max(alarming, key=lambda one: one.sure)
    counts = beside_lead(loudest.sure, whole.ranking.lead)
    if counts < _LEAST_CONCERN and not loudest.is_named:
        return whole
    beside = replace(whole, is_concerning=True, is_faint=False)
    is_clear = counts >= 0 and loudest.sure >= _LEAST_EMERGENCY and whole.decision.decision != _CASE
    return replace(loudest, ranking=whole.ranking, calm=beside) if is_clear else beside
