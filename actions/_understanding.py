"""What the language understanding said about the latest message, read from the tracker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Understanding:
    """The ranker's view of a message; ``candidates`` are topic ids, best first."""

    decision: str
    topic: str | None
    intent: str
    candidates: tuple[str, ...]


def understanding_of(tracker: Tracker) -> Understanding:
    """Return what was understood; empty for button payloads, which no component has seen."""
    message: Mapping[str, Any] = tracker.latest_message or {}
    raw = message.get("understanding") or {}
    return Understanding(
        decision=raw.get("decision", ""),
        topic=raw.get("topic"),
        intent=(message.get("intent") or {}).get("name") or "",
        candidates=tuple(raw.get("candidates", ())),
    )


def entity_values(tracker: Tracker, entity: str) -> tuple[str, ...]:
    """Return the distinct text values of an entity in the latest message, in order."""
    found = (tracker.latest_message or {}).get("entities") or []
    values = [str(item["value"]) for item in found if item.get("entity") == entity]
    return tuple(dict.fromkeys(values))
