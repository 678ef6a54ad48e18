"""What was written: the latest message with its names and quantities, and those before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from bot.fit.told.reading import Entity, Message


def latest_message(tracker: Tracker) -> Mapping[str, Any]:
    """Return the latest message as the core has read it, empty before the first one."""
    return tracker.latest_message or {}


def message_of(tracker: Tracker) -> Message:
    """Return the latest message with its names and quantities; of a button only those."""
    return _as_message(latest_message(tracker))


def messages_of(tracker: Tracker, first: int = 0) -> list[Message]:
    """Return what was written from an event on, with names and quantities; no buttons."""
    heard = [event for event in tracker.events[first:] if event.get("event") == "user"]
    messages = [_as_message({**(e.get("parse_data") or {}), "text": e.get("text")}) for e in heard]
    return [message for message in messages if not message.text.startswith("/")]


def texts_of(tracker: Tracker) -> list[str]:
    """Return what the person wrote, the oldest first; no buttons."""
    texts = [str(e.get("text") or "") for e in tracker.events if e.get("event") == "user"]
    return [text for text in texts if not text.startswith("/")]


def earlier_texts(tracker: Tracker) -> list[str]:
    """Return what the person wrote before the latest message, the oldest first."""
    texts = [str(e.get("text") or "") for e in tracker.events if e.get("event") == "user"]
    return texts[:-1]


def entity_values(tracker: Tracker, entity: str) -> tuple[str, ...]:
    """Return the distinct text values of an entity in the latest message, in order."""
    found = latest_message(tracker).get("entities") or []
    values = [str(item["value"]) for item in found if item.get("entity") == entity]
    return tuple(dict.fromkeys(values))


def entity_value(tracker: Tracker, entity: str) -> str | None:
    """Return the first text value of an entity in the latest message, None if there is none."""
    return next(iter(entity_values(tracker, entity)), None)


def entity_spans(tracker: Tracker, *entities: str) -> tuple[tuple[int, int], ...]:
    """Return where the latest message names one of the entities, as pairs of offsets."""
    return tuple(
        (int(item["start"]), int(item["end"]))
        for item in latest_message(tracker).get("entities") or []
        if item.get("entity") in entities and "start" in item and "end" in item
    )


def _as_message(heard: Mapping[str, Any]) -> Message:
    said = str(heard.get("text") or "")
    entities = tuple(
        Entity(
            name=str(item.get("entity")),
            value=str(item.get("value")),
            text=said[item["start"] : item["end"]] if "start" in item and "end" in item else "",
            role=item.get("role"),
        )
        for item in heard.get("entities") or []
    )
    return Message(said, entities)
