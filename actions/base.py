"""What all our actions share: a failure becomes a German apology, never silence."""

from __future__ import annotations

import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answering import Answers
from actions.conversation.remembering import with_earlier
from actions.conversation.turn import Turn
from actions.conversation.uttered import Uttered
from actions.reply import Responder
from actions.request.notes import told_beside
from bot.words.turn import reading_once

logger = logging.getLogger(__name__)

# Responses with the numbers for an emergency begin so.
_HELP = "utter_emergency"


def ended_form() -> list[EventType]:
    """Return events that end the form that is under way; the answers stay."""
    return [SlotSet("requested_slot", None), ActiveLoop(None)]


def asked_again(slot: str, known: Any) -> list[EventType]:
    """Return events that ask for a slot; what is known stays until something else is told.

    A form that is only told which slot to ask for believes that it heard no answer.
    """
    asked = [] if known is None else [SlotSet("requested_slot", slot)]
    return [SlotSet(slot, known), *asked]


def _apologise(dispatcher: CollectingDispatcher) -> None:
    """Drop half an answer and apologise; numbers for an emergency that were told stay."""
    dispatcher.messages[:] = filter(_is_help, dispatcher.messages)
    dispatcher.utter_message(response="utter_action_failed")


def _is_help(message: Mapping[str, Any]) -> bool:
    return str(message.get("response") or "").startswith(_HELP)


class _Named:
    """An action: ``ActionShowDeadlines`` is ``action_show_deadlines`` in the domain.

    Not an ``Action`` itself: the SDK creates every subclass of ``Action`` that it can find.
    """

    def name(self) -> str:
        """Return the name in the domain."""
        return "_".join(re.findall("[A-Z][a-z]*", type(self).__name__)).lower()


class SafeRun(_Named, ABC):
    """Runs an action by :meth:`respond` and apologises when that fails."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Respond; on any failure apologise with a way to a human."""
        del domain
        try:
            with reading_once():
                reply = self.respond(dispatcher, tracker)
        except Exception:  # the last line of defence: the user must hear something
            logger.exception("%s failed", self.name())
            _apologise(dispatcher)
            reply = Uttered([])
        told = with_earlier(reply.events, tracker)
        return [*told, SlotSet("consultation_offered", reply.offers_consultation)]

    @abstractmethod
    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the answer and return the events."""


class SafeValidation(_Named, ABC):
    """Reads the answer to the question that a form has open, and apologises when that fails.

    ``prefix`` begins the slots of the form, ``questions`` are their names without it. No events
    mean: not for the form, another rule answers.
    """

    prefix: str
    questions: Collection[str]

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the new slot values; on any failure ask the same question again.

        What was told before stays: somebody may have gone back to the question.
        """
        del domain
        requested = tracker.get_slot("requested_slot") or ""
        question = requested.removeprefix(self.prefix)
        is_ours = question in self.questions and requested != question
        try:
            with reading_once():
                if is_ours:
                    return self.answer(question, dispatcher, tracker)
                return self.begin(dispatcher, tracker)
        except Exception:  # the last line of defence: the user must hear something
            logger.exception("%s failed", self.name())
            _apologise(dispatcher)
            return asked_again(requested, tracker.get_slot(requested)) if is_ours else []

    @abstractmethod
    def begin(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Return what is known before the first question."""

    @abstractmethod
    def answer(
        self, question: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Return what the latest message answers."""


class SafeReply(SafeRun):
    """Answers the latest message by what it means in its conversation."""

    def answers(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Answers:
        """Return what answers a choice."""
        return Answers(Turn(dispatcher, tracker, wiring.catalogue()))

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Answer the latest message, and keep what it tells of the request that is taken down."""
        uttered = Responder(dispatcher, tracker).reply()
        return replace(uttered, events=[*uttered.events, *told_beside(dispatcher, tracker)])
