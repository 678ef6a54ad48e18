"""What a message is by its sentences: the calm of one must not drown the danger of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.nlu.decision import EMERGENCY_FAMILY
from bot.nlu.understood import Understood

# Drawn on the questions for tuning, put before and behind a calm sentence: docs/understanding.md.
_LEAST_CONCERN = -0.7
# A message whose topic leads clearly is told in sentences that belong together, and one of them may
# sound like anything; where two things are said, no topic leads.
_WEIGHT_OF_LEAD = 8.0


def by_sentences(whole: Understood, sentences: Iterable[Understood]) -> Understood:
    """Return a message that is calm as a ``whole`` by what its ``sentences`` are alone.

    "Hab ich noch Zeit für den Antrag? Der Lukas liegt unten und bewegt sich nicht": where one is an
    emergency, all of it is. Where one only may be, the numbers stand beside the answer.
    """
    alarming = [one for one in sentences if one.decision.decision == EMERGENCY_FAMILY]
    loudest = max(alarming, key=lambda one: one.sure, default=None)
    if loudest is None or not (loudest.sure >= _LEAST_CONCERN or _is_suicidal(loudest)):
        return whole
    beside = replace(whole, is_concerning=True, is_faint=False)
    is_clear = loudest.sure >= _WEIGHT_OF_LEAD * whole.ranking.lead
    return replace(loudest, ranking=whole.ranking, calm=beside) if is_clear else beside


def _is_suicidal(alone: Understood) -> bool:
    return alone.decision.topic == "notfall_suizid"
