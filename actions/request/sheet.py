"""What the actions of the consultation form share: its slots, its reader, the finished request."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions import wiring
from actions.buttons import Button, titled_button
from actions.conversation.alarm_before import HINT, NUMBERS
from actions.conversation.messages import entity_value, message_of
from actions.conversation.understanding import context_of, understanding_of
from actions.conversation.uttered import answers_before, card_of, response_of
from actions.request.meant_aside import meant_aside
from bot.consultations.models import Channel, ConsultationDraft
from bot.deadlines.shown.wording import german_date
from bot.dialogue.context import EMERGENCY, UNSURE
from bot.dialogue.hints import Reaction, reaction_to_answer
from bot.dialogue.wishes.advice import advice_wanted, says_only_that
from bot.intake.answering.alarm import is_surely_meant
from bot.intake.answering.asking import beside_question, question_in
from bot.intake.answering.subject import FREE
from bot.intake.plan.urgency import Urgency, urgency_of
from bot.intake.reading import Reader
from bot.intake.replies import ANSWER_INTENT, WHY_INTENT, Heard
from bot.intake.request.draft import Origin, draft_of
from bot.intake.request.sheet import CONFIRMATION, FIELDS, OPEN, known
from bot.intake.talk import talk_of
from bot.intake.wishes.asides import PUTS_OFF, STRUCK_UNCLEAR
from bot.intake.wishes.commands import spelled_right
from bot.intake.wishes.consent import acknowledges, consents
from bot.intake.wishes.extract import chosen_lines
from bot.texts import keys, text

SLOT_PREFIX = "consultation_"
KEY_SLOT = "consultation_key"
TOPIC_ID_SLOT = "consultation_topic_id"
PAUSED_SLOT = "consultation_paused"
# Nothing else surely answers these.
_SMALLTALK_DECISION = "smalltalk"
_UNCLEAR = frozenset({*UNSURE, _SMALLTALK_DECISION})
# Whatever is said beside the form, and what answers questions about the form itself.
_SMALLTALK, _ASIDE = "utter_smalltalk", "intake.aside_"
WHICH_FIELD = "utter_consultation_which_field"
"""The question what shall be changed."""


def slot_of(field: str) -> str:
    """Return the slot that holds a field."""
    return f"{SLOT_PREFIX}{field}"


def sheet_of(tracker: Tracker) -> dict[str, Any]:
    """Return the answers so far by field."""
    return {field: tracker.get_slot(slot_of(field)) for field in FIELDS}


def emptied_slots() -> list[EventType]:
    """Return events that forget everything about the request in the making."""
    slots = [*map(slot_of, FIELDS), slot_of("confirmation"), KEY_SLOT, TOPIC_ID_SLOT, PAUSED_SLOT]
    return [SlotSet(slot, None) for slot in slots]


def reader() -> Reader:
    """Return what reads the answers."""
    service = wiring.fit()
    return Reader(service.find_seat, service.now())


def heard_of(tracker: Tracker) -> Heard:
    """Return the latest message as the form hears it."""
    understood = understanding_of(tracker)
    said = message_of(tracker)
    asked = str(tracker.get_slot("requested_slot")).removeprefix(SLOT_PREFIX)
    is_written = not said.text.startswith("/") and understood.decision != EMERGENCY
    is_beside = beside_question(said) is not None
    question = question_in(said.text) if is_beside else said.text
    aside, is_sure = meant_aside(question) if is_written else ("", False)
    # To the summary, a question that has an answer may still be about the summary; so may one
    # beside an answer, of which the whole was understood.
    may_be = understood.decision in _UNCLEAR
    may_be |= is_sure and (asked == CONFIRMATION or is_beside)
    may_be &= is_sure or asked not in FREE or understood.decision == _SMALLTALK_DECISION
    return Heard(
        message=said,
        intent=understood.intent,
        decision=understood.decision,
        field=entity_value(tracker, "field"),
        value=entity_value(tracker, "field_value"),
        topic=understood.topic or "",
        is_puzzled=reaction_to_answer(said.text) is Reaction.PUZZLED,
        is_bare_wish=advice_wanted(said.text) is not None and says_only_that(said.text),
        is_after_aside=_is_after_aside(tracker),
        aside=aside if may_be else "",
        is_aside_sure=is_sure,
    )


def _is_after_aside(tracker: Tracker) -> bool:
    """Return whether the message before the latest one was answered beside the form."""
    return any(
        _is_answer(card_of(uttered))
        or response_of(uttered).startswith(_SMALLTALK)
        or uttered.get("text") in _asides()
        for uttered in answers_before(tracker)
    )


def _is_answer(card: Mapping[str, Any]) -> bool:
    """Return whether a card answers a question; those of the form itself are not to be rated."""
    return bool(card) and bool(card.get("rateable", True)) and not card.get("private")


@lru_cache(maxsize=1)
def _asides() -> frozenset[str]:
    return frozenset(text(key) for key in keys() if key.startswith(_ASIDE))


def raw_understanding(tracker: Tracker) -> Mapping[str, Any]:
    """Return how the latest message is understood by itself, whatever was said before it."""
    raw: Mapping[str, Any] = (tracker.latest_message or {}).get("understanding") or {}
    return raw


def choice(field: str, title: str, value: str) -> Button:
    """Return a button that answers the question for a field."""
    return titled_button(title, ANSWER_INTENT, field=field, field_value=value)


def open_choice(field: str, title_key: str = "button_open") -> Button:
    """Return the button of whoever does not know yet."""
    return choice(field, text(f"intake.{title_key}"), OPEN)


def why_button(field: str) -> Button:
    """Return the button that asks why a question is asked."""
    return titled_button(text("intake.button_why"), WHY_INTENT, field=field)


def promised_day() -> str:
    """Return the day by which a request that is sent now gets its answer, in German."""
    return german_date(wiring.consultations().promised_day())


def urgency(tracker: Tracker) -> Urgency | None:
    """Return why the request is urgent; what the person said about that goes first."""
    sheet = sheet_of(tracker)
    if sheet["urgent"] in ("yes", "no"):
        return Urgency.ASKED if sheet["urgent"] == "yes" else None
    context = context_of(tracker)
    return urgency_of(
        known(sheet, "period"),
        [known(sheet, "topic"), known(sheet, "description"), known(sheet, "wanted_times")],
        wiring.now(),
        tells_emergency=(context is not None and context.decision == "emergency")
        or _told_of_emergency(tracker),
    )


def _told_of_emergency(tracker: Tracker) -> bool:
    """Return whether numbers were told since the form began; a side question changes nothing.

    They may only be told beside something else, to be on the safe side: that is nothing urgent.
    """
    is_hinted = False
    for event in reversed(tracker.events):
        response = response_of(event) if event.get("event") == "bot" else ""
        is_hinted |= response.startswith(HINT)
        if response.startswith(NUMBERS):
            return True
        if event.get("event") == "user":
            raw = (event.get("parse_data") or {}).get("understanding") or {}
            if is_hinted and is_surely_meant(raw):
                return True
            is_hinted = False
        if event.get("event") == "slot" and event.get("name") == KEY_SLOT and event.get("value"):
            return False
    return False


def is_alarmed(tracker: Tracker) -> bool:
    """Return whether the numbers were just told, in answer to the latest message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot" and response_of(event).startswith(NUMBERS):
            return True
    return False


def was_asked_what_to_change(tracker: Tracker) -> bool:
    """Return whether the latest message answers "Was möchten Sie ändern?"."""
    is_before = False
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            if is_before:
                return False
            is_before = True
        elif event.get("event") == "bot" and response_of(event) == WHICH_FIELD and is_before:
            return True
    return False


def only_acknowledges(tracker: Tracker) -> bool:
    """Say whether "ok" answers what was told beside the summary, and does not agree to it.

    Who said "noch nicht", or was asked what to leave out, does not send by a bare "ja" either.
    """
    said, told = said_to_form(tracker), list(answers_before(tracker))
    if any(card_of(event).get("card") == "summary" for event in told):
        return False
    if was_asked_what_is_struck(tracker):
        # "Senden" below "Was soll nicht mit?", typed or chosen: all of it is shown first.
        return True
    if said.startswith("/") or consents(said):
        return False
    beside = [str(event.get("text") or "") for event in told]
    waits = text(f"intake.aside_{PUTS_OFF}")
    return waits in beside or (any(beside) and acknowledges(said))


def was_asked_what_is_struck(tracker: Tracker) -> bool:
    """Return whether the latest message answers "Was soll nicht mit?"."""
    asked_back = text(f"intake.aside_{STRUCK_UNCLEAR}")
    return any(event.get("text") == asked_back for event in answers_before(tracker))


def said_to_form(tracker: Tracker) -> str:
    """Return what was written last, a command of the form without its slips."""
    return spelled_right(message_of(tracker).text)


def draft_from(tracker: Tracker, reason: Urgency | None) -> ConsultationDraft:
    """Return the request as it will be sent; ``reason`` is why it is urgent."""
    # The name of the conversation is the one under which the gateway keeps the chat.
    origin = Origin(Channel.WEB_CHAT, tracker.sender_id, tracker.get_slot(TOPIC_ID_SLOT))
    sheet = sheet_of(tracker)
    lines = chosen_lines(talk_of(tracker.events), sheet)
    return draft_of(sheet, lines, origin, is_urgent=reason is not None)
