"""What to do with a ranking: answer, ask back, act, hand over, help at once, or admit defeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.topic_ranker import RankedIntent

DECISION_OF_FAMILY = {
    "faq": "answer",
    "deadline": "act",
    "event": "act",
    "handover": "handover",
    "emergency": "emergency",
    "smalltalk": "smalltalk",
    "out_of_scope": "fallback",
}
"""The family of an intent ``<family>/<topic id>`` is the decision."""

DIALOGUE_INTENTS = frozenset({"affirm", "deny", "stop"})
UNCLEAR_TOPIC = "meta_unklar"
CLARIFY_INTENT = "clarify"
FALLBACK_INTENT = "nlu_fallback"
DEADLINE_ASPECT = "frist"
_PROGRAMME_TOPIC_PREFIX = "foerderung_"
_MAX_CANDIDATES = 3


@dataclass(frozen=True)
class Thresholds:
    """Calibrated probabilities between the decisions."""

    answer: float = 0.5
    """From here on the first topic is taken as understood."""
    margin: float = 0.15
    """The first must be this far ahead of the second, unless it is nearly certain."""
    clarify: float = 0.12
    """From here on a topic is worth asking back."""
    emergency: float = 0.25
    """Emergencies together need only this: a missed one weighs more than one too many."""


@dataclass(frozen=True)
class Understanding:
    """The decision on a message; ``intent`` is the one that the dialogue acts on."""

    decision: str
    intent: str
    topic: str | None
    confidence: float
    candidates: tuple[str, ...]


def split_intent(intent: str) -> tuple[str, str | None]:
    """Return family and topic id of an intent; dialogue intents have no topic."""
    family, _, topic = intent.partition("/")
    return family, topic or None


def topic_ranking(ranking: Sequence[RankedIntent]) -> list[tuple[str, float]]:
    """Return (topic id, confidence), best first; words of a dialogue count as unclear."""
    merged: dict[str, float] = {}
    for item in ranking:
        topic = split_intent(item.intent)[1] or UNCLEAR_TOPIC
        merged[topic] = merged.get(topic, 0.0) + item.confidence
    return sorted(merged.items(), key=lambda pair: -pair[1])


def decide(
    ranking: Sequence[RankedIntent], aspects: Sequence[str], thresholds: Thresholds
) -> Understanding:
    """Decide on a ranking (best first); ``aspects`` are what the entities say is asked for."""
    emergency = _emergency(ranking, thresholds)
    if emergency is not None:
        return emergency
    best = ranking[0]
    second = ranking[1].confidence if len(ranking) > 1 else 0.0
    family, topic = split_intent(best.intent)
    is_sure = best.confidence >= thresholds.answer and (
        best.confidence - second >= thresholds.margin
    )
    if not is_sure:
        return _unsure(ranking, thresholds)
    if best.intent in DIALOGUE_INTENTS:
        return Understanding("clarify", best.intent, UNCLEAR_TOPIC, best.confidence, ())
    if topic == UNCLEAR_TOPIC:
        return Understanding("clarify", CLARIFY_INTENT, topic, best.confidence, ())
    if DEADLINE_ASPECT in aspects and (topic or "").startswith(_PROGRAMME_TOPIC_PREFIX):
        # "Frist DPJW": the programme's topic, but the answer is a date and comes from the book.
        return Understanding("act", "deadline", topic, best.confidence, ())
    decision = DECISION_OF_FAMILY[family]
    return Understanding(decision, family, topic, best.confidence, ())


def _emergency(ranking: Sequence[RankedIntent], thresholds: Thresholds) -> Understanding | None:
    found = [item for item in ranking if split_intent(item.intent)[0] == "emergency"]
    total = sum(item.confidence for item in found)
    if not found or total < thresholds.emergency:
        return None
    return Understanding("emergency", "emergency", split_intent(found[0].intent)[1], total, ())


def _unsure(ranking: Sequence[RankedIntent], thresholds: Thresholds) -> Understanding:
    near = [
        (topic, confidence)
        for topic, confidence in topic_ranking(ranking)[:_MAX_CANDIDATES]
        if confidence >= thresholds.clarify and topic != UNCLEAR_TOPIC
    ]
    best_topic, best_confidence = topic_ranking(ranking)[0]
    if not near:
        return Understanding("fallback", FALLBACK_INTENT, best_topic, best_confidence, ())
    candidates = tuple(topic for topic, _ in near)
    return Understanding("clarify", CLARIFY_INTENT, best_topic, best_confidence, candidates)
