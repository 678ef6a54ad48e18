"""What is understood in the shapes in which a message carries it: Rasa's two, and our own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.shared.nlu.constants import (
    INTENT_NAME_KEY,
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
)

from bot.nlu.decision import DECISION_OF_FAMILY, Understanding, split_intent, topic_ranking
from bot.nlu.ranker.ranking import RankedIntent
from bot.nlu.understood import Understood

_RANKING_LENGTH = 10


def family_ranking(ranking: Sequence[RankedIntent]) -> list[dict[str, Any]]:
    """Return the intents that the core knows, in the shape of Rasa's ``intent_ranking``."""
    totals: dict[str, float] = {}
    for item in ranking:
        family = split_intent(item.intent)[0]
        totals[family] = totals.get(family, 0.0) + item.confidence
    ordered = sorted(totals.items(), key=lambda pair: -pair[1])
    return [
        {INTENT_NAME_KEY: family, PREDICTED_CONFIDENCE_KEY: confidence}
        for family, confidence in ordered
    ]


def response_selector(decided: Understanding, ranking: Sequence[RankedIntent]) -> dict[str, Any]:
    """Return the topics by family, in the shape of Rasa's ResponseSelector."""
    result: dict[str, Any] = {"all_retrieval_intents": sorted(DECISION_OF_FAMILY)}
    families: dict[str, list[RankedIntent]] = {}
    for item in ranking:
        families.setdefault(split_intent(item.intent)[0], []).append(item)
    for family in DECISION_OF_FAMILY:
        members = families.get(family)
        if not members:
            continue
        first = members[0]
        key = first.intent
        if decided.intent == family and decided.topic is not None:
            key = f"{family}/{decided.topic}"
        result[family] = {
            "response": {
                "responses": None,
                "confidence": first.confidence,
                INTENT_RESPONSE_KEY: key,
                "utter_action": f"utter_{key}",
            },
            "ranking": [
                {"confidence": item.confidence, INTENT_RESPONSE_KEY: item.intent}
                for item in members[:_RANKING_LENGTH]
            ],
        }
    return result


def understanding_payload(understood: Understood) -> dict[str, Any]:
    """Return the decision and all that the actions weigh beside it.

    They read it in actions/conversation/understanding.py.
    """
    decision, ranking = understood.decision, understood.ranking
    calm = understood.calm
    # A word of danger or a part of the message can have more weight than the ranking of the whole.
    topics = topic_ranking(ranking.intents)
    if decision.topic is not None and decision.decision == "emergency":
        topics.sort(key=lambda pair: pair[0] != decision.topic)
        topics[0] = (decision.topic, max(decision.confidence, *(c for _, c in topics)))
    return {
        "decision": decision.decision,
        "topic": decision.topic,
        "confidence": decision.confidence,
        "lead": ranking.lead,
        "familiarity": ranking.familiarity,
        "candidates": list(decision.candidates),
        "is_concerning": understood.is_concerning,
        "is_faint": understood.is_faint,
        "ranking": _listed(topics),
        "in_context": {
            name: _listed(topic_ranking(behind)) for name, behind in understood.in_context.items()
        },
        "questions": [
            {
                "text": one.text,
                "decision": one.decision.decision,
                "topic": one.decision.topic,
                "lead": one.lead,
            }
            for one in understood.questions
        ],
        "asking": [list(span) for span in understood.asking],
        "best_intent": ranking.intents[0].intent,
        "is_certain": understood.is_certain,
        "is_named": understood.is_named,
        "is_doubtful": understood.is_doubtful,
        "is_elsewhere": understood.is_elsewhere,
        "names_danger": understood.names_danger,
        "calm": None
        if calm is None
        else {**understanding_payload(calm), "intent": calm.decision.intent},
    }


def _listed(topics: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    return [{"topic": t, "confidence": confidence} for t, confidence in topics[:_RANKING_LENGTH]]
