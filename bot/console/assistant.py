"""Runs the trained model and the actions in one process."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.core.model.loading import prefer_slim_rasa
from bot.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Turn:
    """What the assistant did with one message.

    ``messages`` are in the form of docs/architecture.md, ``keys`` the response keys and card names
    uttered, ``understanding`` the ranker's decision as meant in the conversation (empty for button
    payloads).
    """

    messages: list[dict[str, Any]]
    keys: list[str]
    understanding: dict[str, Any]


class InProcessAssistant:
    """The assistant without servers. Loading takes several seconds; create it once."""

    def __init__(self, settings: Settings, model: Path) -> None:
        """Load the model and register all actions."""
        _prepare_environment()
        prefer_slim_rasa(settings.root)
        from rasa.core.agent import Agent
        from rasa.utils.log_utils import configure_structlog

        from bot.core.serving.action_answers import check_answers_quickly
        from bot.core.serving.local_actions import LocalActions
        from bot.core.serving.processing import process_quickly

        # Rasa's debug lines hold whole messages, and writing them takes most of a turn.
        configure_structlog(logging.ERROR)
        check_answers_quickly()
        process_quickly()
        with _imports_from(settings.root):
            actions = LocalActions()
        self._loop = asyncio.new_event_loop()
        self._agent = Agent.load(str(model), action_endpoint=actions)

    def parse(self, text: str) -> dict[str, Any]:
        """Return what the language understanding makes of a message."""
        result: dict[str, Any] = self._run(self._agent.parse_message(text))
        return result

    def say(self, text: str, sender_id: str) -> Turn:
        """Handle one message of the conversation ``sender_id``."""
        return self._run(self._say(text, sender_id))

    def slot(self, name: str, sender_id: str) -> Any:
        """Return the value of a slot."""
        store = self._agent.tracker_store
        return self._run(store.get_or_create_tracker(sender_id)).get_slot(name)

    def state(self, sender_id: str) -> dict[str, Any]:
        """Return the conversation in the form in which actions get it."""
        store = self._agent.tracker_store
        tracker = self._run(store.get_or_create_tracker(sender_id))
        from rasa.shared.core.trackers import EventVerbosity

        state: dict[str, Any] = tracker.current_state(EventVerbosity.ALL)
        return state

    def _run(self, awaitable: Coroutine[Any, Any, T]) -> T:
        # One loop for the life of the assistant: Rasa's locks are bound to the loop they met first.
        return self._loop.run_until_complete(awaitable)

    async def _say(self, text: str, sender_id: str) -> Turn:
        from rasa.core.channels.channel import UserMessage
        from rasa.shared.core.events import BotUttered, UserUttered

        before = await self._event_count(sender_id)
        await self._agent.handle_message(UserMessage(text, sender_id=sender_id))
        tracker = await self._agent.tracker_store.get_or_create_tracker(sender_id)
        events = list(tracker.events)[before:]
        uttered = [event for event in events if isinstance(event, BotUttered)]
        heard = [event for event in events if isinstance(event, UserUttered)]
        return Turn(
            messages=[_message(event) for event in uttered],
            keys=[_key(event) for event in uttered],
            understanding=(heard[-1].parse_data.get("understanding", {}) if heard else {})
            | _meant(events),
        )

    async def _event_count(self, sender_id: str) -> int:
        tracker = await self._agent.tracker_store.get_or_create_tracker(sender_id)
        return len(tracker.events)


def _prepare_environment() -> None:
    # Before TensorFlow is imported; telemetry of the platform stays off in every process.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    for name in ("rasa", "rasa_sdk", "tensorflow"):
        logging.getLogger(name).setLevel(logging.ERROR)


@contextmanager
def _imports_from(root: Path) -> Iterator[None]:
    import sys

    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))


def _message(event: Any) -> dict[str, Any]:
    data = event.data or {}
    message = dict(data.get("custom") or {})
    if event.text:
        message["text"] = event.text
    buttons = data.get("buttons") or message.get("buttons")
    if buttons:
        message["buttons"] = [
            {"title": item["title"], "payload": item["payload"]} for item in buttons
        ]
    return message


def _meant(events: list[Any]) -> dict[str, Any]:
    """Return what the message meant in its conversation, if an action had to find out."""
    from rasa.shared.core.events import SlotSet

    found = [event.value for event in events if isinstance(event, SlotSet) and event.key == "meant"]
    return dict(found[-1]) if found else {}


def _key(event: Any) -> str:
    metadata = event.metadata or {}
    custom = (event.data or {}).get("custom") or {}
    if custom.get("card"):
        return f"card:{custom['card']}"
    return str(metadata.get("utter_action") or "text")
