"""The consultation form in the chat: asks field by field, allows detours and corrections."""

from __future__ import annotations

import secrets
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._buttons import CANCEL, SEND, titled_button
from actions._fit import consultation_fields
from actions._reply import Uttered
from actions._understanding import context_of, entity_values, understanding_of
from bot.consultations.dialogue import TEXT_FIELDS, Heard, Reply, ReplyKind, read_reply
from bot.consultations.problem_texts import problem_text
from bot.knowledge.catalogue import Catalogue
from bot.texts import text

SLOT_PREFIX = "consultation_"
FIELDS = (*TEXT_FIELDS, "consent", "confirmation")


def slot_of(field: str) -> str:
    """Return the slot that holds a field."""
    return f"{SLOT_PREFIX}{field}"


def emptied_slots() -> list[EventType]:
    """Return events that forget everything about the request in the making."""
    slots = [*map(slot_of, FIELDS), "consultation_key", "consultation_topic_id"]
    return [SlotSet(slot, None) for slot in slots]


class ValidateConsultationForm(Action):
    """Read the answer to the question that is open; no events mean: not for the form."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "validate_consultation_form"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the new slot values, or nothing so that another rule answers."""
        del domain
        requested = tracker.get_slot("requested_slot")
        if not requested or not requested.startswith(SLOT_PREFIX):
            return self._begin(tracker)
        field = requested.removeprefix(SLOT_PREFIX)
        reply = read_reply(field, _heard(tracker))
        return self._events(field, reply, dispatcher)

    def _begin(self, tracker: Tracker) -> list[EventType]:
        if tracker.get_slot("consultation_key"):
            return []
        # One key a form: however often "send" arrives, one request is stored.
        return [
            SlotSet("consultation_key", f"chat-{secrets.token_hex(16)}"),
            SlotSet("consultation_topic_id", _topic_of(tracker)),
            *[SlotSet(slot_of(f), value) for f, value in consultation_fields(tracker).items()],
        ]

    def _events(
        self, field: str, reply: Reply, dispatcher: CollectingDispatcher
    ) -> list[EventType]:
        slot = slot_of(field)
        if reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.CANCEL):
            return []
        if reply.kind is ReplyKind.VALUE:
            return [SlotSet(slot, reply.value)]
        if reply.kind is ReplyKind.CHANGE:
            changed = slot_of(reply.value)
            return [SlotSet(changed, None), SlotSet("requested_slot", changed)]
        if reply.kind is ReplyKind.YES:
            return [SlotSet(slot, True)]
        if reply.kind is ReplyKind.NO:
            return self._no(field, dispatcher)
        self._explain(field, reply, dispatcher)
        return [SlotSet(slot, None)]

    def _no(self, field: str, dispatcher: CollectingDispatcher) -> list[EventType]:
        if field == "consent":
            # The form ends; action_submit_consultation sees the missing consent and stores nothing.
            return [
                SlotSet("consultation_consent", False),
                SlotSet("consultation_confirmation", False),
                SlotSet("requested_slot", None),
            ]
        dispatcher.utter_message(response="utter_consultation_which_field")
        return [SlotSet("consultation_confirmation", None)]

    def _explain(self, field: str, reply: Reply, dispatcher: CollectingDispatcher) -> None:
        if field in ("consent", "confirmation"):
            dispatcher.utter_message(response=f"utter_consultation_{field}_unclear")
        elif field == "contact":
            dispatcher.utter_message(response="utter_consultation_contact_invalid")
        elif reply.problem is not None:
            dispatcher.utter_message(text=problem_text(reply.problem))


class ActionAskConsultationTopic(SafeRun, Action):
    """Ask for the subject and offer the question that was talked about."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        """Use ``catalogue`` instead of the shared one."""
        self._catalogue = catalogue

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_consultation_topic"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the question, with the last topic as a suggestion if there is one."""
        topic = _topic_of(tracker)
        entry = (self._catalogue or _wiring.catalogue()).get(topic) if topic else None
        if entry is None:
            dispatcher.utter_message(response="utter_ask_consultation_topic")
        else:
            suggestion = {"title": entry.question, "payload": entry.question}
            dispatcher.utter_message(
                response="utter_ask_consultation_topic_suggested", buttons=[suggestion, CANCEL]
            )
        return Uttered([])


class ActionAskConsultationConfirmation(SafeRun, Action):
    """Show exactly what will be sent and ask for the final word."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_consultation_confirmation"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the summary card with buttons to send, change a field or cancel."""
        fields = [
            {
                "field": field,
                "label": text(f"buttons.field_{field}"),
                "value": tracker.get_slot(slot_of(field)) or "",
            }
            for field in TEXT_FIELDS
        ]
        changes = [
            titled_button(
                text("buttons.change", label=item["label"]), "change_field", field=item["field"]
            )
            for item in fields
        ]
        dispatcher.utter_message(response="utter_consultation_summary")
        dispatcher.utter_message(
            json_message={"card": "summary", "fields": fields, "buttons": [SEND, *changes, CANCEL]},
            card="summary",
        )
        return Uttered([])


class ActionCancelConsultation(SafeRun, Action):
    """Stop the form and forget what was entered."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_cancel_consultation"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter that nothing was sent."""
        del tracker
        dispatcher.utter_message(response="utter_consultation_cancelled")
        return Uttered(
            [
                *emptied_slots(),
                SlotSet("requested_slot", None),
                {"event": "active_loop", "timestamp": None, "name": None},
            ]
        )


def _topic_of(tracker: Tracker) -> str | None:
    context = context_of(tracker)
    return None if context is None else context.topic


def _heard(tracker: Tracker) -> Heard:
    message = tracker.latest_message or {}
    understood = understanding_of(tracker)
    fields = entity_values(tracker, "field")
    return Heard(
        text=str(message.get("text") or ""),
        intent=understood.intent,
        decision=understood.decision,
        field=fields[0] if fields else None,
    )
