"""What the actions of the Passt-das-Check share: its slots and the way into a consultation."""

from __future__ import annotations

from urllib.parse import parse_qs

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions import wiring
from actions.conversation.messages import entity_value, entity_values, message_of
from actions.conversation.understanding import understanding_of
from bot.dialogue.hints import Reaction, reaction_to_answer
from bot.fit.consultation import consultation_text, consultation_topic
from bot.fit.dialogue import Heard
from bot.fit.result import FitResult
from bot.fit.shown.cards import fit_url
from bot.fit.told.answers import QUESTIONS
from bot.intake.plan.corrections import read_correction

FORM = "fit_check_form"
SLOT_PREFIX = "fit_"
RESULT_SLOT = "fit_result"
ABOUT_ENTITY, ABOUT_FIT = "about", "fit_check"


def slot_of(question: str) -> str:
    """Return the slot that holds the answer to a question."""
    return f"{SLOT_PREFIX}{question}"


def answers_of(tracker: Tracker) -> dict[str, str | None]:
    """Return the answers so far by question."""
    return {question: tracker.get_slot(slot_of(question)) for question in QUESTIONS}


def emptied_slots() -> list[EventType]:
    """Return events that forget the answers."""
    return [SlotSet(slot_of(question), None) for question in QUESTIONS]


def last_result(tracker: Tracker) -> FitResult | None:
    """Return the result shown last, worked out again, or None when there was none."""
    query = tracker.get_slot(RESULT_SLOT)
    if not query:
        return None
    service = wiring.fit()
    return service.check(service.read(parse_qs(query)).case)


def consultation_fields(tracker: Tracker) -> dict[str, str]:
    """Return the fields of the consultation form that a chosen button fills in from the check."""
    if ABOUT_FIT not in entity_values(tracker, ABOUT_ENTITY):
        return {}
    result = last_result(tracker)
    if result is None:
        return {}
    url = fit_url(result, wiring.site())
    return {
        "topic": consultation_topic(result),
        "description": consultation_text(result, url).strip(),
    }


def heard_of(tracker: Tracker) -> Heard:
    """Return the latest message as the check hears it."""
    understood = understanding_of(tracker)
    question, answer = (entity_value(tracker, name) for name in ("fit_question", "fit_answer"))
    chosen = None if question is None or answer is None else (question, answer)
    said = message_of(tracker)
    correction = read_correction(said)
    return Heard(
        said,
        understood.intent,
        understood.decision,
        chosen,
        correction=None if correction is None else correction.message,
        is_puzzled=reaction_to_answer(said.text) is Reaction.PUZZLED,
    )
