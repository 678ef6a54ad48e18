"""What all our actions share: a failure becomes a German apology, never silence."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._reply import Knowledge, Responder, Uttered

logger = logging.getLogger(__name__)


class SafeRun(ABC):
    """Runs an action by :meth:`respond` and apologises when that fails.

    Not an ``Action`` itself: the SDK creates every subclass of ``Action`` that it can find.
    """

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Respond; on any failure drop half an answer and apologise with a way to a human."""
        del domain
        try:
            reply = self.respond(dispatcher, tracker)
        except Exception:  # the last line of defence: the user must hear something
            logger.exception("%s failed", self.name())
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_action_failed")
            reply = Uttered([])
        return [*reply.events, SlotSet("consultation_offered", reply.offers_consultation)]

    @abstractmethod
    def name(self) -> str:
        """Return the name in the domain."""

    @abstractmethod
    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the answer and return the events."""


class SafeReply(SafeRun):
    """Answers the latest message by what it means in its conversation."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        """Use ``knowledge`` instead of the shared one."""
        self._knowledge = knowledge

    def responder(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Responder:
        """Return what answers the latest message."""
        return Responder(dispatcher, tracker, self._knowledge or Knowledge.shared())

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Answer the latest message."""
        return self.responder(dispatcher, tracker).reply()
