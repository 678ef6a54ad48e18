"""What became of a question, told by what the assistant said: which decision, which topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.conversations.response_files import response_variants

MAX_TOPIC_CHARACTERS = 80
DEADLINE_PREFIX = "frist:"
"""Begins the topic under which questions for the deadlines of one programme are counted."""

UNANSWERED = frozenset({"fallback", "clarify"})
"""Decisions after which the person has no answer (yet)."""
CLARIFIED = "clarified"
"""Counted beside the answer itself: a person chose one of the topics they were asked about."""

# Responses whose key does not name its family: see data/responses.
_DECISION_OF_RESPONSE = {
    "utter_fallback": "fallback",
    "utter_unclear": "fallback",
    "utter_rephrase": "rejected",
    "utter_faq_missing": "missing",
    "utter_clarify": "clarify",
    "utter_clarify_one": "clarify",
    "utter_same_answer": "fallback",
    "utter_not_above": "clarify",
    "utter_contact": "handover",
    "utter_action_failed": "failed",
}
_DECISION_OF_FAMILY = {
    "smalltalk": "smalltalk",
    "emergency": "emergency",
    "out_of_scope": "out_of_scope",
    "language_unclear": "fallback",
}
_DECISION_OF_CARD = {"contact": "handover"}


@dataclass(frozen=True)
class Outcome:
    """``topic`` is a topic id, or empty when the assistant did not settle on one."""

    decision: str
    topic: str = ""


class Outcomes:
    """Reads outcomes from messages, cards by their kind and plain texts by their response."""

    def __init__(self, responses: Mapping[str, str]) -> None:
        """``responses`` maps a text that the assistant may say to the key of its response."""
        self._responses = responses

    @classmethod
    def from_folder(cls, folder: Path) -> Outcomes:
        """Use the texts of Rasa's response files as they are now; unreadable files have none."""
        found: dict[str, str] = {}
        for key, variants in response_variants(folder):
            for variant in variants:
                if isinstance(variant.get("text"), str):
                    found.setdefault(variant["text"].strip(), key)
        return cls(found)

    def of(self, messages: Iterable[Mapping[str, Any]]) -> Outcome | None:
        """Return the outcome of one turn of the assistant; None inside a form, for example."""
        found = [outcome for outcome in map(self._of_message, messages) if outcome is not None]
        # A card says most; a greeting in another language or a follow-up remark comes with it.
        return max(found, key=lambda outcome: bool(outcome.topic), default=None)

    def _of_message(self, message: Mapping[str, Any]) -> Outcome | None:
        card = message.get("card")
        if card == "answer" and message.get("is_proposal"):
            return Outcome("clarify")
        if card == "answer":
            topic = str(message.get("faq_id", ""))[:MAX_TOPIC_CHARACTERS]
            return Outcome("handover" if message.get("handover") else "answer", topic)
        if card == "deadlines":
            return Outcome("act", _programme_asked_for(message))
        if isinstance(card, str):
            decision = _DECISION_OF_CARD.get(card)
            return None if decision is None else Outcome(decision)
        key = self._responses.get(str(message.get("text", "")).strip(), "")
        if key in _DECISION_OF_RESPONSE:
            return Outcome(_DECISION_OF_RESPONSE[key])
        family, _, topic = key.removeprefix("utter_").partition("/")
        decision = _DECISION_OF_FAMILY.get(family)
        if decision is None:
            return None
        return Outcome(decision, "" if family == "language_unclear" else topic)


def _programme_asked_for(message: Mapping[str, Any]) -> str:
    """Return the topic of a deadlines card that is about one programme, empty for any other."""
    asked = message.get("asked")
    if not isinstance(asked, list) or len(asked) != 1:
        return ""
    return f"{DEADLINE_PREFIX}{asked[0]}"[:MAX_TOPIC_CHARACTERS]
