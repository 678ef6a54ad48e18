"""Rasa's way of one message, without what it does for debug lines and again for every action.

Rasa replays a whole conversation before each action, to be able to forget what a policy said,
copies all events for its debug log, and compares the domain with an empty one for every message.
"""

from __future__ import annotations

import copy
import unicodedata
from functools import cached_property
from typing import Any

import rasa.core.agent
from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_VALIDATE_SLOT_MAPPINGS, DEFAULT_SLOT_NAMES
from rasa.shared.core.events import ActionExecutionRejected, Event, FollowupAction
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.tracker.event_rows import kinds_of_events
from bot.core.tracker.talked_about import talked_about

# bot/nlu/topic_ranker_component.py reads it.
_TALKED_ABOUT = "talked_about"


class QuickProcessor(MessageProcessor):  # type: ignore[misc]
    """Does what Rasa's processor does, and writes nothing for a debug log that nobody reads.

    It tells the language understanding what the conversation is about: Rasa shows it one message.
    """

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Do what Rasa does with a message in which each letter is one with its accent.

        Some systems send "ü" as u and a mark behind it. Whatever reads words may take them for
        letters in a row, also in the actions: they are told this text.
        """
        message.text = unicodedata.normalize("NFC", message.text or "")
        found: dict[str, Any] = await super().parse_message(
            message, tracker, only_output_properties
        )
        return found

    def _parse_message_with_graph(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        about = talked_about(tracker)
        if about:
            # A copy: what is kept of a message must not hold it.
            message = copy.copy(message)
            message.metadata = {**(message.metadata or {}), _TALKED_ABOUT: about}
        found: dict[str, Any] = super()._parse_message_with_graph(
            message, tracker, only_output_properties
        )
        return found

    @cached_property
    def _known_names(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the intents and the entities of the domain, both empty if there is none."""
        if not self.domain or self.domain.is_empty():
            return frozenset(), frozenset()
        return frozenset(self.domain.intents), frozenset(self.domain.entities)

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        intents, entities = self._known_names
        intent = parse_data["intent"]["name"]
        is_known = (not intent or intent in intents) and all(
            entity["entity"] in entities for entity in parse_data["entities"] or ()
        )
        if not is_known:
            # Rasa finds the words for it.
            super()._check_for_unseen_features(parse_data)

    @cached_property
    def _slots_are_filled_by_actions(self) -> bool:
        """Return whether no message fills a slot by itself, and no action checks such slots."""
        return ACTION_VALIDATE_SLOT_MAPPINGS not in self.domain.user_actions and all(
            mapping == {"type": "custom"}
            for slot in self.domain.slots
            if slot.name not in DEFAULT_SLOT_NAMES
            for mapping in slot.mappings
        )

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Do what Rasa does; where there is nothing to extract, without trying each slot."""
        if self._slots_are_filled_by_actions:
            return tracker
        extracted: DialogueStateTracker = await super().run_action_extract_slots(
            output_channel, tracker
        )
        return extracted

    @staticmethod
    def _log_slots(_tracker: DialogueStateTracker) -> None:
        """Write nothing."""

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        brought = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in brought):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(brought, self.domain)


def process_quickly() -> None:
    """Let every agent that is loaded from now on process messages that way."""
    rasa.core.agent.MessageProcessor = QuickProcessor
    Slot.__copy__ = _copied_slot
    DialogueStateTracker.copy = _copied_tracker
    Event.resolve_by_type = staticmethod(_kind_of_event)


_resolve_by_type = Event.resolve_by_type
_replayed = DialogueStateTracker.copy


def _kind_of_event(name: str, default: type[Event] | None = None) -> type[Event] | None:
    """Return the class of events of that name; Rasa looks through all of them each time."""
    found = kinds_of_events().get(name)
    if found is not None:
        return found
    other: type[Event] | None = _resolve_by_type(name, default)
    return other


def _copied_slot(slot: Slot) -> Slot:
    """Return what ``copy.copy`` returns, without asking the slot how it would be pickled."""
    copied = object.__new__(type(slot))
    copied.__dict__.update(slot.__dict__)
    return copied


def _copied_tracker(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return a tracker of the same state that may be changed, without replaying all events."""
    is_as_replayed = type(tracker) is DialogueStateTracker and not any(
        # The processor takes note of these outside of the events.
        isinstance(event, FollowupAction)
        for event in tracker.events
    )
    if not is_as_replayed:
        return _replayed(tracker)
    copied = object.__new__(DialogueStateTracker)
    copied.__dict__.update(tracker.__dict__)
    copied.events = tracker.events.copy()
    copied.slots = {name: _copied_slot(slot) for name, slot in tracker.slots.items()}
    copied.active_loop = copy.copy(tracker.active_loop)
    copied.sender_source = copied.model_id = copied.assistant_id = None
    return copied
