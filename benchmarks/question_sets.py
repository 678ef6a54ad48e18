"""The questions that nothing is trained on, and how well they are understood.

``tests/questions/README.md`` says who wrote them and which may be used for tuning.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

CERTAIN = frozenset({"answer", "act", "handover", "emergency", "smalltalk"})
"""Decisions that give an answer; the others ask back or give up."""
EMERGENCY_TOPIC = "notfall_"
OUT_OF_SCOPE_TOPIC = "oos_"

Parse = Callable[[str], Mapping[str, Any]]
SEPARATOR = " || "
"""Stands between the messages of the column ``before``."""
_NUMBERS, _HINT = "utter_emergency/", "utter_emergency_hint"


@dataclass(frozen=True)
class Asked:
    """A question, the topic it belongs to and the language it is written in.

    ``before`` are the messages of the same conversation before it.
    """

    text: str
    topic: str
    language: str = "de"
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """What the assistant made of a question; ``topics`` best first.

    ``is_concerning``: the numbers of the emergency services stand beside the answer.
    """

    decision: str
    topic: str | None
    topics: tuple[str, ...]
    language: str
    is_concerning: bool = False

    @staticmethod
    def of(parsed: Mapping[str, Any]) -> Understood:
        """Read what the language understanding says about a message."""
        raw = parsed.get("understanding") or {}
        return Understood(
            decision=raw.get("decision", "fallback"),
            topic=raw.get("topic"),
            topics=tuple(item["topic"] for item in raw.get("ranking", ())),
            language=parsed.get("language", "de"),
            is_concerning=bool(raw.get("is_concerning")),
        )


@dataclass(frozen=True)
class Quality:
    """Shares of one question set, each between zero and one.

    ``wrong`` is the share answered with certainty about another topic, ``asked_back`` that of
    questions back and admissions; ``emergencies`` the share of emergencies helped at once (None if
    there are none), ``with_numbers`` those of them who see at least the numbers of the emergency
    services, ``false_alarms`` the share of other questions taken for an emergency, ``needless``
    that of other questions with the numbers beside their answer.
    """

    questions: int
    top1: float
    top3: float
    wrong: float
    asked_back: float
    emergencies: float | None
    with_numbers: float | None
    false_alarms: float
    needless: float
    language: float


def read_questions(file: Path) -> list[Asked]:
    """Read a TSV with the columns intent and text, and maybe language and before."""
    with file.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Asked(
                row["text"],
                row["intent"],
                row.get("language") or "de",
                tuple(filter(None, (row.get("before") or "").split(SEPARATOR))),
            )
            for row in rows
        ]


def ask(questions: Iterable[Asked], parse: Parse) -> list[tuple[Asked, Understood]]:
    """Let every question be understood by itself."""
    return [(asked, Understood.of(parse(asked.text))) for asked in questions]


class Talking(Protocol):
    """What :class:`bot.console.assistant.InProcessAssistant` can do."""

    def parse(self, text: str) -> Mapping[str, Any]:
        """Understand a message by itself."""

    def say(self, text: str, sender_id: str) -> Any:
        """Handle a message of a conversation; returns a ``Turn``."""


def ask_in_talk(
    questions: Iterable[Asked], assistant: Talking, name: str
) -> list[tuple[Asked, Understood]]:
    """Ask every question in its own conversation; ``name`` is part of the conversations' names.

    What counts is what the person sees: the help, the numbers beside an answer, or neither.
    """
    return [
        (asked, _in_talk(asked, assistant, f"{name}-{number}"))
        for number, asked in enumerate(questions)
    ]


def _in_talk(asked: Asked, assistant: Talking, conversation: str) -> Understood:
    for said in asked.before:
        assistant.say(said, conversation)
    turn = assistant.say(asked.text, conversation)
    is_helped = any(key.startswith(_NUMBERS) for key in turn.keys)
    return replace(
        Understood.of(assistant.parse(asked.text)),
        decision="emergency" if is_helped else turn.understanding.get("decision", "fallback"),
        topic=turn.understanding.get("topic"),
        is_concerning=_HINT in turn.keys,
    )


def quality(answers: Sequence[tuple[Asked, Understood]]) -> Quality:
    """Measure the answers to one set."""
    acute = [(a, u) for a, u in answers if a.topic.startswith(EMERGENCY_TOPIC)]
    calm = [(a, u) for a, u in answers if not a.topic.startswith(EMERGENCY_TOPIC)]
    certain = [(a, u) for a, u in answers if u.decision in CERTAIN]
    total = len(answers)
    helped = sum(u.decision == "emergency" for _, u in acute)
    warned = sum(u.decision == "emergency" or u.is_concerning for _, u in acute)
    return Quality(
        questions=total,
        top1=sum(a.topic == u.topics[0] for a, u in answers) / total,
        top3=sum(a.topic in u.topics[:3] for a, u in answers) / total,
        wrong=sum(a.topic != u.topic for a, u in certain) / total,
        asked_back=1 - len(certain) / total,
        emergencies=helped / len(acute) if acute else None,
        with_numbers=warned / len(acute) if acute else None,
        false_alarms=sum(u.decision == "emergency" for _, u in calm) / max(len(calm), 1),
        needless=sum(u.decision != "emergency" and u.is_concerning for _, u in calm)
        / max(len(calm), 1),
        language=sum(a.language == u.language for a, u in answers) / total,
    )


@dataclass(frozen=True)
class FollowUps:
    """Shares of the messages of conversations after the first one of each.

    ``right`` and ``wrong`` were answered with certainty, ``proposed_right`` and ``proposed_wrong``
    with an answer that says itself that it may not be meant.
    """

    messages: int
    right: float
    wrong: float
    proposed_right: float
    proposed_wrong: float


def follow_ups(file: Path, say: Callable[[str, str], Mapping[str, Any]]) -> FollowUps:
    """Hold the conversations of a JSONL file; ``say(text, conversation)`` tells what was meant."""
    right = wrong = total = proposed_right = proposed_wrong = 0
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        for place, turn in enumerate(json.loads(line)["turns"]):
            meant = say(turn["text"], f"bench-{number}")
            if place == 0:
                continue
            total += 1
            if turn["intent"].startswith(OUT_OF_SCOPE_TOPIC):
                right += meant.get("decision") == "fallback"
            elif meant.get("decision") in CERTAIN:
                is_right = meant.get("topic") == turn["intent"]
                right += is_right
                wrong += not is_right
            elif meant.get("is_proposed"):
                is_right = meant.get("topic") == turn["intent"]
                proposed_right += is_right
                proposed_wrong += not is_right
    shares = (right, wrong, proposed_right, proposed_wrong)
    return FollowUps(total, *(share / total for share in shares))
