"""Collects from the stored chats what the assistant could not do, without personal data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy.engine import Engine

from bot.conversations.models import Reason, Verdict
from bot.conversations.outcome import Outcome, Outcomes
from bot.conversations.turns import Turn, read_turns
from bot.improvement.answer_text import answer_text

MAX_QUESTION_CHARACTERS = 500
MIN_QUESTION_CHARACTERS = 3
_CHOOSE_TOPIC = "/choose_faq"


class Trouble(Enum):
    """What went wrong with a question."""

    NOT_UNDERSTOOD = "not_understood"
    ASKED_BACK = "asked_back"
    CLARIFIED = "clarified"
    NO_ANSWER = "no_answer"
    NOT_HELPFUL = "not_helpful"


_TROUBLE_OF_DECISION = {
    "fallback": Trouble.NOT_UNDERSTOOD,
    "rejected": Trouble.NOT_UNDERSTOOD,
    "clarify": Trouble.ASKED_BACK,
    "missing": Trouble.NO_ANSWER,
}


@dataclass(frozen=True)
class Gap:
    """A question that went wrong; ``conversation`` only tells conversations apart.

    ``answer`` is what the assistant said, ``topic`` what it answered about, or what the person
    chose when asked back; empty when neither is known. ``asked_at`` is aware.
    """

    conversation: int
    asked_at: datetime
    question: str = field(repr=False)
    trouble: Trouble
    topic: str
    answer: str = field(repr=False)
    reason: Reason | None = None


def collect_gaps(
    engine: Engine, outcomes: Outcomes, mask: Callable[[str], str], since: datetime
) -> list[Gap]:
    """Return the gaps since a moment, the newest first, as far as the chats are still kept.

    ``mask`` takes personal data out of a text. Emergencies are never collected.

    Raises:
        StoreUnavailableError: the database does not answer.
    """
    found = [
        gap
        for turn in read_turns(engine)
        if turn.asked_at >= since and (gap := _gap(turn, outcomes, mask)) is not None
    ]
    return sorted(found, key=lambda gap: gap.asked_at, reverse=True)


def _gap(turn: Turn, outcomes: Outcomes, mask: Callable[[str], str]) -> Gap | None:
    outcome = outcomes.of(turn.answers)
    question = " ".join(turn.question.split())
    if outcome is None or outcome.decision == "emergency":
        return None
    if len(question) < MIN_QUESTION_CHARACTERS:
        return None
    trouble = _trouble(turn, outcome)
    if trouble is None:
        return None
    return Gap(
        turn.session,
        turn.asked_at,
        mask(question)[:MAX_QUESTION_CHARACTERS],
        trouble,
        _chosen_topic(turn.next_choice) or outcome.topic,
        mask(answer_text(turn.answers)),
        turn.reason,
    )


def _trouble(turn: Turn, outcome: Outcome) -> Trouble | None:
    trouble = _TROUBLE_OF_DECISION.get(outcome.decision)
    if trouble is Trouble.ASKED_BACK and _chosen_topic(turn.next_choice):
        return Trouble.CLARIFIED
    is_bad = turn.verdict is Verdict.NOT_HELPFUL or turn.was_refused
    return Trouble.NOT_HELPFUL if trouble is None and is_bad else trouble


def _chosen_topic(payload: str | None) -> str:
    """Return the topic of a button, or nothing for any other button."""
    if payload is None or not payload.startswith(_CHOOSE_TOPIC):
        return ""
    try:
        content: Any = json.loads(payload.removeprefix(_CHOOSE_TOPIC))
        return str(content["faq_id"])
    except (ValueError, KeyError, TypeError):
        return ""
