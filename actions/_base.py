"""What all our actions share: a failure becomes a German apology, never silence."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

logger = logging.getLogger(__name__)


class SafeRun(ABC):
    """Runs an action by :meth:`respond` and apologises when that fails.

    Not an ``Action`` itself: the SDK creates every subclass of ``Action`` that it can find.
    """

    offers_consultation = False
    """True if the answer ends with the question whether to take down a consultation request."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Respond; on any failure drop half an answer and apologise with a way to a human."""
        del domain
        try:
            events = self.respond(dispatcher, tracker)
        except Exception:  # the last line of defence: the user must hear something
            logger.exception("%s failed", self.name())
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_action_failed")
            events = []
        return [*events, SlotSet("consultation_offered", self.offers_consultation)]

    @abstractmethod
    def name(self) -> str:
        """Return the name in the domain."""

    @abstractmethod
    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer and return the events."""
