"""Says what the consultation form made of a message, also of one beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.buttons import Button, deadlines_button, question_button
from actions.cards import utter_card
from actions.conversation.understanding import heard_from
from actions.request.sheet import SLOT_PREFIX, heard_of, promised_day, reader, sheet_of, slot_of
from bot.consultations.phones import lacks_digit, numbers_in
from bot.deadlines.lookup import DeadlineQuery
from bot.dialogue.context import Heard
from bot.dialogue.hints import asks_on
from bot.intake.answering.more_ways import tells_further_ways
from bot.intake.answering.subject import FREE
from bot.intake.own_request import NO_ANSWER
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import ASKED, FORM, OPEN, UNASKED, Sheet, contact_of
from bot.intake.request.wording import (
    contact_words,
    is_told,
    noted,
    noted_elsewhere,
    noted_silently,
)
from bot.intake.wishes.asides import PROMISE
from bot.intake.wishes.striking import STRUCK
from bot.knowledge.shown.fact_cards import FactSection, fact_item, facts_card
from bot.texts import text


def tell_values(
    asked: str, reply: Reply, dispatcher: CollectingDispatcher, *, leaves_open: bool
) -> None:
    """Say what was made of a message that told more than was asked for, or something else.

    ``leaves_open`` says that the question for ``asked`` is not put once more.
    """
    if reply.field == STRUCK:
        said = text("intake.struck_out")
        is_asked = asked in ASKED and reply.values.get(asked) is None
        still = f" {text('intake.still_open')}" if is_asked else ""
        if asked in ASKED:
            dispatcher.utter_message(text=f"{said}{still}")
        return
    others = {field: value for field, value in reply.values.items() if field != asked}
    told = {f: v for f, v in others.items() if f not in UNASKED[1:] and v not in (None, OPEN)}
    if asked in ASKED and asked != "name" and others.get("name") == OPEN and not told:
        dispatcher.utter_message(text=text("intake.nameless"))
    if reply.values.get(asked) is None and asked in ASKED and told:
        fields = noted_elsewhere(told)
        after = text("intake.left_open" if leaves_open else "intake.still_open")
        said = text("intake.noted_elsewhere", fields=fields)
        dispatcher.utter_message(text=f"{said} {after}")
    elif asked in ASKED and (asked != "topic" or others.keys() - {"description"}):
        tell(dispatcher, others, "intake.noted")
        if others.get("description") not in (None, OPEN) and asked not in FREE:
            fields = noted_elsewhere({"description": OPEN})
            is_way = "contact" in reply.values and tells_further_ways(str(others["description"]))
            key = "intake.further_ways_noted" if is_way else "intake.noted_silently"
            dispatcher.utter_message(text=text(key, fields=fields))
    if asked == "topic" and others.get("description") not in (None, OPEN):
        dispatcher.utter_message(text=text("intake.whole_kept"))


def doubt_number(dispatcher: CollectingDispatcher, sheet: Sheet, values: Mapping[str, Any]) -> None:
    """Say so where a number that is new in ``values`` lacks a digit; it is kept all the same."""
    before, now = contact_of(sheet), contact_of(values)
    if now.phone != before.phone and any(map(lacks_digit, numbers_in(now.phone or ""))):
        dispatcher.utter_message(text=text("intake.number_lacks_digit"))


def tell_before(dispatcher: CollectingDispatcher, field: str, value: Any) -> None:
    """Show what stands in a field that is asked for again."""
    if value in (None, OPEN):
        return
    if is_told(field):
        dispatcher.utter_message(text=text("intake.before", value=value))
        return
    contact = Contact.from_dict(value) if field == "contact" else None
    said = value if contact is None else contact_words(contact)
    label = text(f"consultations.label_{field}")
    sections: list[FactSection] = [{"title": None, "items": [fact_item(said, label=label)]}]
    card = facts_card(text("intake.before_title"), sections, intro=text("intake.before_intro"))
    utter_card(dispatcher, {**card, **NO_ANSWER, "private": True})


def tell(dispatcher: CollectingDispatcher, values: dict[str, Any], key: str) -> None:
    """Utter which of the values were noted, in the words of ``key``."""
    line, silent = noted(values), noted_silently(values)
    if line:
        dispatcher.utter_message(text=text(key, values=line))
    if silent:
        dispatcher.utter_message(text=text("intake.noted_silently", fields=silent))


def tell_aside(dispatcher: CollectingDispatcher, aside: str) -> None:
    """Answer a question about the request itself."""
    more = {"answer_by": promised_day()} if aside == PROMISE else {}
    dispatcher.utter_message(text=text(f"intake.aside_{aside}", **more))


def told_beside(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say what was noted of the message that was just answered, and return what keeps it."""
    asked = str(tracker.get_slot("requested_slot") or "").removeprefix(SLOT_PREFIX)
    if tracker.active_loop_name != FORM or not asked:
        return []
    reply = reader().read(asked, sheet_of(tracker), heard_of(tracker))
    if reply.kind is not ReplyKind.SIDE_QUESTION:
        return []
    if reply.field:
        tell_aside(dispatcher, reply.field)
    tell(dispatcher, dict(reply.values), "intake.noted")
    return [SlotSet(slot_of(field), value) for field, value in reply.values.items()]


def offer_answer(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Utter the button to an answer, where a subject asks something that has one."""
    heard = heard_from(tracker)
    button = _answer_button(heard) if asks_on(heard.text) else None
    if button is not None:
        dispatcher.utter_message(text=text("intake.answer_is_there"), buttons=[button])


def _answer_button(heard: Heard) -> Button | None:
    if heard.decision == "act":
        query = DeadlineQuery(programmes=heard.programmes, countries=heard.countries)
        return deadlines_button(query)
    is_answered = heard.decision == "answer" and heard.topic is not None
    entry = wiring.catalogue().get(heard.topic) if heard.topic and is_answered else None
    return None if entry is None else question_button(entry)
