"""The consultation form in the chat: fills in what is known, reads answers, allows detours."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeValidation
from actions._consultation import (
    KEY_SLOT,
    PAUSED_SLOT,
    SLOT_PREFIX,
    TOPIC_ID_SLOT,
    heard_of,
    promised_day,
    raw_understanding,
    reader,
    sheet_of,
    slot_of,
)
from actions._emergency_numbers import HINT, tell_at_once
from actions._fit import consultation_fields, last_result
from actions._subject import offer_answer
from actions._understanding import (
    card_of,
    context_of,
    handed_over,
    message_of,
    messages_of,
    understanding_of,
)
from bot.consultations.checks import FieldProblem
from bot.consultations.problem_texts import problem_text
from bot.deadlines.due import today_in_germany
from bot.dialogue.advice import Advice, advice_wanted, beside_wish
from bot.dialogue.context import EMERGENCY
from bot.fit.reading import Message
from bot.intake.alarm import may_tell_of_danger, names_incident
from bot.intake.answers import read_answer
from bot.intake.asides import PROMISE
from bot.intake.contact import found_contact
from bot.intake.directions import wants_to_go_on
from bot.intake.introduction import introduced, subject_in, without_contact
from bot.intake.prefill import Told, prefilled
from bot.intake.replies import Reply, ReplyKind
from bot.intake.sent import wants_another_request
from bot.intake.sheet import ASKED, CONFIRMATION, FORM, OPEN, UNASKED, depends_on
from bot.intake.subject import FREE
from bot.intake.wording import noted, noted_elsewhere, noted_silently
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
            SlotSet(TOPIC_ID_SLOT, None if context is None or context.is_guess else context.topic),
            *[SlotSet(slot_of(field), value) for field, value in known.items()],
        ]

    def answer(
        self, question: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Return what the message says about the request, none where it is not for the form."""
        said = message_of(tracker).text
        reply = reader().read(question, sheet_of(tracker), heard_of(tracker))
        if understanding_of(tracker).decision == EMERGENCY and reply.kind is ReplyKind.VALUES:
            if reply.values.keys() & {"topic", "description"}:
                # What was written is kept; help comes before the next question.
                return [*tell_at_once(dispatcher, tracker), *_kept(question, reply)]
            if not reply.values.keys() <= {"urgent", question}:
                # "Partnerland nur Georgien, nicht Afghanistan" only corrects a field.
                dispatcher.utter_message(response=HINT)
        elif may_tell_of_danger(raw_understanding(tracker), said, question, reply):
            dispatcher.utter_message(response=HINT)
            is_told = names_incident(raw_understanding(tracker))
            if question in FREE and is_told and "group" in reply.values:
                # "Vorfall mit einer 15-Jährigen": nobody's age is that of the group.
                left = {f: v for f, v in reply.values.items() if f != "group"}
                reply = replace(reply, values=left)
        return _events(question, reply, dispatcher, tracker)


def _known(tracker: Tracker) -> dict[str, Any]:
    """Return what the conversation has told, and what the button filled in."""
    context, result = context_of(tracker), last_result(tracker)
    place = context.place if context is not None else None
    found = None if place is None else _wiring.place(place)
    case, topic = handed_over(tracker), None
    if context is not None and context.decision == "handover":
        topic = context.topic
    elif case is not None and wants_to_go_on(message_of(tracker).text):
        # "Doch, ich will die Beratung weitermachen": about what was to be handed over.
        topic = case.topic
    entry = _wiring.catalogue().get(topic) if topic else None
    told = Told(
        messages=_since_receipt(tracker),
        plan=None if result is None else result.case,
        place=None if found is None else found.name,
        subject=None if entry is None else entry.question,
        concern=None if case is None else case.words,
    )
    return {
        **prefilled(told, reader()),
        **_left_contact(tracker),
        **_wanted(tracker),
        **consultation_fields(tracker),
    }


def _since_receipt(tracker: Tracker) -> list[Message]:
    """Return what was written since the last request was sent: a second one is about its own."""
    messages, since = messages_of(tracker), 0
    for event in reversed(tracker.events):
        if event.get("event") == "bot" and card_of(event).get("card") == "receipt":
            return messages[len(messages) - since :]
        is_written = not str(event.get("text") or "").startswith("/")
        since += event.get("event") == "user" and is_written
    return messages


def _left_contact(tracker: Tracker) -> dict[str, Any]:
    """Return the way of contact that the message leaves which begins the request."""
    said, today = message_of(tracker).text, today_in_germany(_wiring.now())
    contact = found_contact(said, today)
    if not contact.is_known:
        return {}
    left: dict[str, Any] = {"contact": contact.as_dict()}
    whole = without_contact(said, today)
    subject = subject_in(whole)
    if subject != whole:
        read = read_answer("topic", subject, "")
        left |= {} if isinstance(read, FieldProblem) else {"topic": read["topic"]}
    return left


def _wanted(tracker: Tracker) -> dict[str, Any]:
    """Return what a wish for advice in words says of its subject: "eine Beratung zu Erasmus+"."""
    said = message_of(tracker).text
    if advice_wanted(said) is not Advice.REQUEST or wants_to_go_on(said):
        return {}
    if wants_another_request(said):
        return {}
    told, today = introduced(said, today_in_germany(_wiring.now())), today_in_germany(_wiring.now())
    whole = beside_wish(without_contact(said, today))
    # Who introduces oneself first does not tell the subject first.
    opening = subject_in(whole) if told else whole
    if not whole:
        return told
    subject, read = read_answer("topic", opening, ""), read_answer("topic", whole, "")
    if isinstance(subject, FieldProblem) or isinstance(read, FieldProblem):
        return told
    # Whether there is more to say is still to be asked.
    found = {field: value for field, value in read.items() if value != OPEN}
    if told:
        # What is the subject already is not told twice.
        found["description"] = OPEN if subject["topic"] == " ".join(whole.split()) else whole
    return {**told, **found, "topic": subject["topic"]}


def _events(
    asked: str, reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker
) -> list[EventType]:
    slot, sheet = slot_of(asked), sheet_of(tracker)
    if reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.CANCEL):
        return []
    if reply.kind is ReplyKind.VALUES:
        _tell_values(asked, reply, dispatcher)
        if asked in ("topic", "description") and reply.values.get(asked):
            offer_answer(dispatcher, tracker)
        return _kept(asked, reply)
    if reply.kind is ReplyKind.ENOUGH:
        is_at_contact = asked == "contact"
        key = "intake.enough_but_contact" if is_at_contact else "intake.enough"
        dispatcher.utter_message(text=text(key))
        return _kept(asked, reply)
    if reply.kind is ReplyKind.CHANGE:
        changed = slot_of(reply.field)
        emptied = [SlotSet(slot_of(field), None) for field in depends_on(reply.field, sheet)]
        return [SlotSet(changed, None), *emptied, SlotSet("requested_slot", changed)]
    if reply.kind is ReplyKind.SEND:
        return [SlotSet(slot, True)]
    if reply.kind is ReplyKind.ASIDE:
        more = {"answer_by": promised_day()} if reply.field == PROMISE else {}
        dispatcher.utter_message(text=text(f"intake.aside_{reply.field}", **more))
    elif reply.kind is ReplyKind.WHY:
        dispatcher.utter_message(text=text(f"intake.why_{reply.field or asked}"))
    elif reply.problem is not None:
        dispatcher.utter_message(text=problem_text(reply.problem))
    # Nothing new: the same question once more.
    return [SlotSet(slot, None)]


def _kept(asked: str, reply: Reply) -> list[EventType]:
    values = {slot_of(field): value for field, value in reply.values.items()}
    return [SlotSet(name, value) for name, value in ({slot_of(asked): None} | values).items()]


def _tell_values(asked: str, reply: Reply, dispatcher: CollectingDispatcher) -> None:
    """Say what was made of a message that told more than was asked for, or something else."""
    others = {field: value for field, value in reply.values.items() if field != asked}
    told = {f: v for f, v in others.items() if f not in UNASKED[1:] and v not in (None, OPEN)}
    if reply.values.get(asked) is None and asked in ASKED and told:
        fields = noted_elsewhere(told)
        dispatcher.utter_message(text=text("intake.noted_elsewhere", fields=fields))
    elif asked in ASKED and (asked != "topic" or others.keys() - {"description"}):
        _tell(dispatcher, others, "intake.noted")
        if others.get("description") not in (None, OPEN) and asked not in FREE:
            fields = noted_elsewhere({"description": OPEN})
            dispatcher.utter_message(text=text("intake.noted_silently", fields=fields))


def _tell(dispatcher: CollectingDispatcher, values: dict[str, Any], key: str) -> None:
    line, silent = noted(values), noted_silently(values)
    if line:
        dispatcher.utter_message(text=text(key, values=line))
    if silent:
        dispatcher.utter_message(text=text("intake.noted_silently", fields=silent))
