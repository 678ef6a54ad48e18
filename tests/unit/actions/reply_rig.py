"""One message to the responder, understood in a given way, and what it utters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import Responder


def message_of(text: str, decision: str, topic: str, **understood: Any) -> dict[str, Any]:
    """Return a message as the understanding leaves it in the tracker."""
    ranking = [{"topic": topic, "confidence": 0.5}]
    understanding = {"decision": decision, "topic": topic, "ranking": ranking}
    return {
        "text": text,
        "intent": {"name": decision},
        "entities": [],
        "understanding": understanding | understood,
    }


def replied(
    message: dict[str, Any],
    earlier: Sequence[dict[str, Any]] = (),
    before: dict[str, Any] | None = None,
    loop: str | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the messages uttered and the events; ``before`` is the context, ``loop`` a form."""
    events = [*earlier, {"event": "user", "text": message["text"]}]
    active = {"name": loop} if loop else {}
    tracker = Tracker("t", {"context": before}, message, events, False, None, active, "x")
    dispatcher = CollectingDispatcher()
    uttered = Responder(dispatcher, tracker).reply()
    return dispatcher.messages, uttered.events
