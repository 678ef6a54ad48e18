"""What the consultation form knows before its first question."""

from __future__ import annotations

from copy import copy
from typing import Any

from rasa_sdk import Tracker

from actions import wiring
from actions.conversation.messages import message_of, messages_of
from actions.conversation.understanding import context_of
from actions.conversation.uttered import card_of, handed_over
from actions.request.fit_check import RESULT_SLOT, consultation_fields, last_result
from actions.request.sheet import reader
from bot.clock import day_in_germany
from bot.consultations.checks import FieldProblem
from bot.dialogue.wishes.advice import (
    Advice,
    advice_wanted,
    beside_wish,
    says_only_that,
    wants_somebody,
)
from bot.intake.answering.answers import read_answer
from bot.intake.plan.leftover import says_more
from bot.intake.prefill import Told, prefilled
from bot.intake.request.contact import found_contact
from bot.intake.request.sheet import OPEN
from bot.intake.who.introduction import beside_contact, introduced, subject_in, without_contact
from bot.intake.who.ways import prefers_mail
from bot.intake.wishes.directions import wants_to_go_on
from bot.intake.wishes.sent import wants_another_request


def known_before(tracker: Tracker) -> dict[str, Any]:
    """Return what the conversation has told, and what the button filled in."""
    whole, tracker = tracker, since_receipt(tracker)
    context = context_of(tracker)
    result = last_result(tracker) if tracker is whole or _was_checked(tracker) else None
    place = context.place if context is not None else None
    found = None if place is None else wiring.place(place)
    case, topic = handed_over(tracker), None
    if context is not None and context.decision == "handover":
        topic = context.topic
    elif case is not None and wants_to_go_on(message_of(tracker).text):
        # "Doch, ich will die Beratung weitermachen": about what was to be handed over.
        topic = case.topic
    entry = wiring.catalogue().get(topic) if topic else None
    told = Told(
        messages=messages_of(tracker),
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


def since_receipt(tracker: Tracker) -> Tracker:
    """Return the conversation since the last request was sent: the next is about its own subject.

    Whoever keeps the chat forgets what the first one told; this holds where that failed as well.
    """
    for place in reversed(range(len(tracker.events))):
        if card_of(tracker.events[place]).get("card") == "receipt":
            since = copy(tracker)
            since.events = tracker.events[place + 1 :]
            return since
    return tracker


def _was_checked(tracker: Tracker) -> bool:
    """Return whether the Passt-das-Check has come to a result in this part of a conversation."""
    return any(e.get("name") == RESULT_SLOT and e.get("value") for e in tracker.events)


def _left_contact(tracker: Tracker) -> dict[str, Any]:
    """Return the way of contact that the message leaves which begins the request."""
    said, today = message_of(tracker).text, day_in_germany(wiring.now())
    contact = found_contact(said, today)
    if not contact.is_known:
        return {}
    whole = without_contact(said, today)
    left: dict[str, Any] = {**beside_contact(whole), "contact": contact.as_dict()}
    if prefers_mail(said, contact):
        left.setdefault("wanted_times", OPEN)
    subject = subject_in(whole)
    if subject != whole:
        read = read_answer("topic", subject, "")
        left |= {} if isinstance(read, FieldProblem) else {"topic": read["topic"]}
    return left


def _wanted(tracker: Tracker) -> dict[str, Any]:
    """Return what a wish for advice in words says of its subject: "eine Beratung zu Erasmus+"."""
    message = message_of(tracker)
    said, has_name = message.text, message.has("programme", "country")
    is_request = advice_wanted(said, has_name=has_name) is Advice.REQUEST
    is_wish = is_request or wants_somebody(said)
    if not is_wish or wants_to_go_on(said):
        return {}
    if wants_another_request(said):
        return {}
    today = day_in_germany(wiring.now())
    told = introduced(said, today)
    whole = beside_wish(without_contact(said, today))
    times = str(told.get("wanted_times") or "")
    if times and not says_more(whole, [times], 1):
        # "Ihr könnt mich ab 16 Uhr anrufen" tells nobody what it is about.
        return told
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
        before = whole.removesuffix(opening)
        is_all = subject["topic"] == " ".join(opening.split()) and says_only_that(before)
        found["description"] = OPEN if is_all else whole
    return {**told, **found, "topic": subject["topic"]}
