"""What is left of a suspicion after the second look: an emergency, or what else the message is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.nlu.alarm.check import AlarmCheck
from bot.nlu.alarm.words import asks_or_plans, is_short, only_tells
from bot.nlu.decision import Understanding
from bot.nlu.judging.everyday import is_about_visas, is_told_of_the_past
from bot.nlu.ranker.ranking import Ranking
from bot.nlu.understood import Understood

LEAST_WITHOUT_DANGER = 0.4
"""A foreign suspicion that is less probable stands beside the answer; and so does a question in
one piece that names no danger."""
_ACCIDENT = "notfall_akut_reise"
# What is clearly about something is told in words that belong to it, and these may sound like
# anything; where danger is told beside something else, no topic leads by much.
_WEIGHT_OF_LEAD = 12.0


@dataclass(frozen=True)
class Suspicion:
    """A German message that sounds like an emergency.

    ``acute`` is what it would be, ``calm`` what it is if it is none, ``sure`` how sure the second
    look is (:class:`AlarmCheck`). ``is_figurative``: an idiom in it sounds like danger.
    """

    text: str
    acute: Understanding
    calm: Understood
    sure: float
    is_one_piece: bool
    is_figurative: bool
    names_danger: bool


def confirmed(suspicion: Suspicion, ranking: Ranking, check: AlarmCheck) -> Understood:
    """Return what a message is; one that is no emergency may have the numbers beside its answer."""
    calm, sure = suspicion.calm, suspicion.sure
    is_danger = suspicion.names_danger
    if _is_past_or_paper(suspicion):
        return replace(calm, is_concerning=True)
    # What stands in several pieces may be about two things, and its calm ones take the lead.
    counts = beside_lead(sure, calm.ranking.lead) if suspicion.is_one_piece else sure
    if counts < check.least:
        return _concerning(suspicion, check)
    is_question = suspicion.is_one_piece and asks_or_plans(suspicion.text)
    is_doubtful = is_question and suspicion.acute.confidence < LEAST_WITHOUT_DANGER
    if not is_danger and (suspicion.is_figurative or is_doubtful):
        return replace(calm, is_concerning=True)
    # Of what is asked on in a talk much sounds a little like an emergency, of what is told little.
    least = check.least_between_told if only_tells(suspicion.text) else check.least_between
    is_certain = is_danger or not is_short(suspicion.text) or sure >= least
    if not is_certain:
        # Whatever was talked about: a suspicion is never without the numbers.
        calm = replace(calm, is_concerning=True)
    return Understood(
        suspicion.acute,
        ranking,
        calm=calm,
        is_certain=is_certain,
        names_danger=is_danger,
        is_doubtful=sure < check.least_clear,
        sure=sure,
    )


def beside_lead(sure: float, lead: float) -> float:
    """Return what a suspicion that is so ``sure`` counts beside the ``lead`` of what else is said.

    The clearer a message is about something, the surer must be that all of it, if it is one piece,
    or one of its sentences is an emergency.
    """
    return sure - _WEIGHT_OF_LEAD * lead


def _is_past_or_paper(suspicion: Suspicion) -> bool:
    """Return whether an accident is told of long ago, or what sounds like one is about a visa."""
    if suspicion.acute.topic != _ACCIDENT:
        return False
    is_paper = not suspicion.names_danger and is_about_visas(suspicion.text)
    return is_told_of_the_past(suspicion.text) or is_paper


def _concerning(suspicion: Suspicion, check: AlarmCheck) -> Understood:
    """Return what a message is that is too little of an emergency, but may be one."""
    is_danger, sure = suspicion.names_danger, suspicion.sure
    is_everyday = not is_danger and asks_or_plans(suspicion.text)
    least = check.least_concern_asking if is_everyday else check.least_concern
    is_faint = not is_danger and is_short(suspicion.text) and sure < check.least_concern_between
    return replace(suspicion.calm, is_concerning=sure >= least, is_faint=is_faint)


def beside_answer(understood: Understood) -> Understood:
    """Return an emergency as what else it would be, with the numbers beside the answer."""
    calm = understood.calm
    return understood if calm is None else replace(calm, is_concerning=True)
