"""What of the events of a turn is worth keeping: what some later turn reads, and nothing else.

Rankings, confidences and the longer half of a card are read in the turn that made them. Later turns
need who said what, which names it held, what was done, and what is remembered of it. Rasa's own
store can read what is kept: what is missing has its default, or is what Rasa would make of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.tracker.told_cards import is_entry, split

CONTEXT_SLOT = "context"
"""Its value replaces the one before; that it was another one earlier is read nowhere."""

BY_INTENT = "by_intent"
"""In a stored message, with the value true: its intent counted for what to do, not its text."""

_FEATURIZATION = "use_text_for_featurization"
_TURN_SLOTS = frozenset({"meant", "session_started_metadata"})
_SEEN_ONLY = frozenset({"details", "simple", "terms", "related", "alternatives", "buttons"})
_OF_AN_ENTITY = ("entity", "value", "start", "end", "role", "group")
_IS_SURE = "is_language_sure"
_OF_A_LANGUAGE = ("language", _IS_SURE)
# The name of the response that was uttered, in the metadata.
_RESPONSE = "utter_action"
_HIDDEN = "hide_rule_turn"
# After these, slots have other values than the ones that were set last.
_TURNING_BACK = frozenset({"session_started", "restart", "reset_slots", "rewind", "undo"})
_MILLISECONDS = 3


@dataclass(frozen=True)
class KeptEvent:
    """An event to store, and the card to store beside it, if its event only points to it."""

    data: dict[str, Any]
    timestamp: float | None
    card: Mapping[str, Any] | None = None


def is_context(event: Mapping[str, Any]) -> bool:
    """Return whether a stored event says what the conversation is about."""
    return event["event"] == "slot" and event.get("name") == CONTEXT_SLOT


def starts_session(event: Mapping[str, Any]) -> bool:
    """Return whether a stored event begins a session."""
    return bool(event["event"] == "session_started")


def kept_events(events: Iterable[Any], known: int) -> list[KeptEvent]:
    """Return what to store of a tracker's events, the first ``known`` of which are stored."""
    values: dict[str, Any] = {}
    for event in itertools.islice(events, known):
        _has_changed(values, event.as_dict())
    kept: list[KeptEvent] = []
    for data in _folded(event.as_dict() for event in itertools.islice(events, known, None)):
        is_news = _has_changed(values, data)
        if is_news and not (data["event"] == "slot" and data.get("name") in _TURN_SLOTS):
            kept.append(_pointing(lean(data), data.get("timestamp")))
    return kept


def lean(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event of Rasa, as a dictionary, without what no later turn reads."""
    kept = dict(event)
    for name in ("policy", "confidence", "message_id"):
        kept.pop(name, None)
    said = (kept.pop("metadata", None) or {}).get(_RESPONSE)
    if said is not None:
        kept["metadata"] = {_RESPONSE: said}
    if kept.get("timestamp") is not None:
        kept["timestamp"] = round(kept["timestamp"], _MILLISECONDS)
    if kept.get("parse_data"):
        kept["parse_data"] = _understood(kept["parse_data"])
    if "data" in kept:
        kept["data"] = _uttered(kept["data"])
    if not kept.get(_HIDDEN):
        kept.pop(_HIDDEN, None)
    return {name: value for name, value in kept.items() if value is not None}


def _folded(events: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Let a message itself say that its intent counted and not its text, as nearly always."""
    message: dict[str, Any] | None = None
    waiting: list[dict[str, Any]] = []
    for event in events:
        kind = event["event"]
        if kind == "user_featurization" and message is not None and event[_FEATURIZATION] is False:
            message[BY_INTENT] = True
            continue
        if kind in ("user", "action"):
            yield from waiting
            waiting, message = [], (event if kind == "user" else None)
        waiting.append(event)
    yield from waiting


def _has_changed(values: dict[str, Any], event: Mapping[str, Any]) -> bool:
    """Follow the values of slots; tell whether an event is more than a value that holds already."""
    if event["event"] in _TURNING_BACK:
        values.clear()
    if event["event"] != "slot":
        return True
    name, value = event.get("name", ""), event.get("value")
    is_known = name in values and values[name] == value and type(values[name]) is type(value)
    values[name] = value
    return not is_known


def _understood(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is left to know of a message; its text stands beside it in the event."""
    intent = (parsed.get("intent") or {}).get("name")
    entities = [
        {name: entity[name] for name in _OF_AN_ENTITY if entity.get(name) is not None}
        for entity in parsed.get("entities") or ()
    ]
    # A word or two that may be of any language go with the last message that surely has one.
    sure = {name: parsed[name] for name in _OF_A_LANGUAGE if parsed.get(_IS_SURE)}
    return {"intent": {"name": intent}, "entities": entities, **sure}


def _uttered(data: object) -> dict[str, Any] | None:
    """Return a card without what is only seen, and of buttons what they lead to."""
    if not isinstance(data, Mapping):
        return None
    kept: dict[str, Any] = {}
    if isinstance(data.get("custom"), Mapping):
        card = data["custom"].items()
        kept["custom"] = {name: value for name, value in card if name not in _SEEN_ONLY}
    if data.get("buttons"):
        kept["buttons"] = [{"payload": button.get("payload")} for button in data["buttons"]]
    return kept or None


def _pointing(event: dict[str, Any], timestamp: float | None) -> KeptEvent:
    """Return an event that points to its answer, if others may be told the same."""
    card = (event.get("data") or {}).get("custom")
    if card is None or not is_entry(card):
        return KeptEvent(event, timestamp)
    own, shared = split(card)
    pointing = {**event["data"], "custom": own}
    return KeptEvent({**event, "data": pointing}, timestamp, shared)
