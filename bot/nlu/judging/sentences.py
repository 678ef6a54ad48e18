"""What a message is by its sentences: the calm of one must not drown the danger of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.nlu.decision import EMERGENCY_FAMILY
from bot.nlu.understood import Understood

# Drawn on the questions for tuning, put before and behind a calm sentence: docs/understanding.md.
_LEAST_CONCERN = -0.7
# Less sure than this, or in a case for a person, the numbers stand beside what else is said: an
# eleven-year-old who "kurz nach der Fahrt zwölf" will be is in no danger.
_LEAST_EMERGENCY = 1.0
# A message whose topic leads clearly is told in sentences that belong together, and one of them may
# sound like anything; where two things are said, no topic leads. With 8 instead of 12, 14 of 1,534
# ordinary messages were emergencies by one sentence, now 4; of 150 emergencies beside a calm
# sentence 6 more have the numbers beside the answer instead of above all.
_WEIGHT_OF_LEAD = 12.0
_CASE = "handover"


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
    least = max(_LEAST_EMERGENCY, _WEIGHT_OF_LEAD * whole.ranking.lead)
    is_clear = loudest.sure >= least and whole.decision.decision != _CASE
    return replace(loudest, ranking=whole.ranking, calm=beside) if is_clear else beside


def _is_suicidal(alone: Understood) -> bool:
    return alone.decision.topic == "notfall_suizid"
