"""What is uttered in a conversation, and what was before: cards, responses, offers of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType


@dataclass(frozen=True)
class Uttered:
    """Events to return, and whether the answer ends with the offer of a consultation."""

    events: list[EventType]
    offers_consultation: bool = False


def answers_before(tracker: Tracker, messages: int = 1) -> Iterator[Mapping[str, Any]]:
    """Yield what was uttered to so many messages before the latest one, the last first."""
    heard = 0
    for event in reversed(tracker.events):
        heard += event.get("event") == "user"
        if heard > messages:
            return
        if heard and event.get("event") == "bot":
            yield event


def response_of(uttered: Mapping[str, Any]) -> str:
    """Return the name of the response that was uttered, empty if it was none."""
    return str((uttered.get("metadata") or {}).get("utter_action") or "")


def card_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the card that an event of the bot shows, empty where it shows none."""
    card: dict[str, Any] = (event.get("data") or {}).get("custom") or {}
    return card


def told_before(tracker: Tracker) -> str:
    """Return what the last answer told first: its text, or the first paragraph of its card."""
    event = next(answers_before(tracker), {})
    first: Mapping[str, Any] = next(iter(card_of(event).get("answer") or ()), {})
    told = [str(event.get("text") or ""), *(span["text"] for span in first.get("spans", ()))]
    return "".join(told)


@dataclass(frozen=True)
class HandedOver:
    """A case for a person: its topic, empty where none is known, and the words it was told in."""

    topic: str
    words: str = field(repr=False)


def handed_over(tracker: Tracker) -> HandedOver | None:
    """Return the latest message that was to be handed over to a person."""
    topic = ""
    for event in reversed(tracker.events):
        card = card_of(event)
        if event.get("event") == "bot" and card.get("handover"):
            # Of an earlier message only its intent is still known.
            topic = topic or str(card.get("faq_id") or "")
        intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
        if event.get("event") == "user" and intent == "handover":
            return HandedOver(topic, str(event.get("text") or ""))
    return None
