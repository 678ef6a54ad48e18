"""What ``nlu parse`` prints: the understanding of one message in the order of its contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.deadlines.asked.dates import find_dates


def parse_result(text: str, parsed: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the object for one message; an empty text or a payload has no topic."""
    understanding: Mapping[str, Any] = parsed.get("understanding") or {}
    intent = parsed.get("intent") or {}
    return {
        "text": text,
        "language": parsed.get("language", "de"),
        "decision": understanding.get("decision", "fallback"),
        "topic": understanding.get("topic"),
        "intent": understanding.get("best_intent") or intent.get("name"),
        "confidence": round(float(understanding.get("confidence", 0.0)), 4),
        "ranking": [
            {"topic": item["topic"], "confidence": round(float(item["confidence"]), 4)}
            for item in understanding.get("ranking", [])
        ],
        "entities": [
            {
                "entity": item["entity"],
                "value": item["value"],
                "text": text[item["start"] : item["end"]],
            }
            | ({"role": item["role"]} if item.get("role") else {})
            for item in parsed.get("entities", [])
            if "start" in item
        ],
        "dates": [
            {
                "from": span.first.isoformat() if span.first else None,
                "to": span.until.isoformat() if span.until else None,
                "grain": span.grain,
                "text": span.text,
            }
            for span in find_dates(text, now)
        ],
    }
