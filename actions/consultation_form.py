"""The consultation form in the chat: fills in what is known, reads answers, allows detours."""

from __future__ import annotations

import secrets
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeValidation
from actions._consultation import (
    FORM,
    KEY_SLOT,
    PAUSED_SLOT,
    SLOT_PREFIX,
    TOPIC_ID_SLOT,
    heard_of,
    reader,
    sheet_of,
    slot_of,
)
from actions._fit import consultation_fields, last_result
from actions._understanding import (
    context_of,
    handed_over,
    message_of,
    messages_of,
    understanding_of,
)
from bot.consultations.checks import FieldProblem
from bot.consultations.problem_texts import problem_text
from bot.dialogue.advice import Advice, advice_wanted, says_only_that
from bot.intake.answers import read_answer
from bot.intake.prefill import Told, prefilled
from bot.intake.replies import Reply, ReplyKind
from bot.intake.sheet import ASKED, CONFIRMATION, OPEN, UNASKED
from bot.intake.wording import noted, noted_elsewhere
from bot.texts import text


class ValidateConsultationForm(SafeValidation, Action):
    """Read the answer to the question that is open."""

    prefix, questions = SLOT_PREFIX, (*ASKED, CONFIRMATION)

    def name(self) -> str:
        """Return the name in the domain."""
        return f"validate_{FORM}"

    def begin(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Take over what was said already, or go on after a pause."""
        if tracker.get_slot(KEY_SLOT):
            if not tracker.get_slot(PAUSED_SLOT):
                return []
            dispatcher.utter_message(text=text("intake.resumed"))
            return [SlotSet(PAUSED_SLOT, None)]
        known = _known(tracker)
        dispatcher.utter_message(response="utter_consultation_intro")
        _tell(dispatcher, known, "intake.taken_over")
        context = context_of(tracker)
        # One key a form: however often "send" arrives, one request is stored.
        return [
            SlotSet(KEY_SLOT, f"chat-{secrets.token_hex(16)}"),
            SlotSet(TOPIC_ID_SLOT, None if context is None else context.topic),
            *[SlotSet(slot_of(field), value) for field, value in known.items()],
        ]

    def answer(
        self, question: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Return what the message says about the request, none where it is not for the form."""
        reply = reader().read(question, sheet_of(tracker), heard_of(tracker))
        return _events(question, reply, dispatcher, tracker)


def _known(tracker: Tracker) -> dict[str, str]:
    """Return what the conversation has told, and what the button filled in."""
    context, result = context_of(tracker), last_result(tracker)
    place = context.place if context is not None else None
    found = None if place is None else _wiring.place(place)
    is_case = context is not None and context.decision == "handover"
    entry = _wiring.catalogue().get(context.topic) if context is not None and is_case else None
    told = Told(
        messages=messages_of(tracker),
        plan=None if result is None else result.case,
        place=None if found is None else found.name,
        subject=None if entry is None else entry.question,
        concern=handed_over(tracker),
    )
    return {**prefilled(told, reader()), **_wanted(tracker), **consultation_fields(tracker)}


def _wanted(tracker: Tracker) -> dict[str, str]:
    """Return what a wish for advice in words says of its subject: "eine Beratung zu Erasmus+"."""
    said = message_of(tracker).text
    if advice_wanted(said) is not Advice.REQUEST or says_only_that(said):
        return {}
    read = read_answer("topic", said, "")
    # Whether there is more to say is still to be asked.
    return {} if isinstance(read, FieldProblem) else {f: v for f, v in read.items() if v != OPEN}


def _events(
    asked: str, reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker
) -> list[EventType]:
    slot = slot_of(asked)
    if reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.CANCEL):
        return []
    if reply.kind is ReplyKind.VALUES:
        _tell_values(asked, reply, dispatcher)
        values = {slot_of(field): value for field, value in reply.values.items()}
        return [SlotSet(name, value) for name, value in ({slot: None} | values).items()]
    if reply.kind is ReplyKind.CHANGE:
        changed = slot_of(reply.field)
        return [SlotSet(changed, None), SlotSet("requested_slot", changed)]
    if reply.kind is ReplyKind.SEND:
        return [SlotSet(slot, True)]
    if reply.kind is ReplyKind.WHY:
        dispatcher.utter_message(text=text(f"intake.why_{asked}"))
    elif reply.problem is not None:
        # What is no answer may be something else altogether.
        if understanding_of(tracker).is_concerning:
            dispatcher.utter_message(response="utter_emergency_hint")
        dispatcher.utter_message(text=problem_text(reply.problem))
    # Nothing new: the same question once more.
    return [SlotSet(slot, None)]


def _tell_values(asked: str, reply: Reply, dispatcher: CollectingDispatcher) -> None:
    """Say what was made of a message that told more than was asked for, or something else."""
    others = {field: value for field, value in reply.values.items() if field != asked}
    told = {field: value for field, value in others.items() if field not in UNASKED[1:]}
    if reply.values.get(asked) is None and asked in ASKED and told:
        fields = noted_elsewhere(told)
        dispatcher.utter_message(text=text("intake.noted_elsewhere", fields=fields))
    elif asked != "topic" or others.keys() - {"description"}:
        _tell(dispatcher, others, "intake.noted")


def _tell(dispatcher: CollectingDispatcher, values: dict[str, Any], key: str) -> None:
    line = noted(values)
    if line:
        dispatcher.utter_message(text=text(key, values=line))
