"""Says what the consultation form made of a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.cards import utter_card
from bot.consultations.phones import lacks_digit, numbers_in
from bot.intake.answering.more_ways import tells_further_ways
from bot.intake.answering.subject import FREE
from bot.intake.own_request import NO_ANSWER
from bot.intake.replies import Reply
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import ASKED, OPEN, UNASKED, Sheet, contact_of
from bot.intake.request.wording import (
    contact_words,
    is_told,
    noted,
    noted_elsewhere,
    noted_silently,
)
from bot.knowledge.shown.fact_cards import FactSection, fact_item, facts_card
from bot.texts import text


def tell_values(
    asked: str, reply: Reply, dispatcher: CollectingDispatcher, *, leaves_open: bool = False
) -> None:
    """Say what was made of a message that told more than was asked for, or something else.

    ``leaves_open`` says that the question for ``asked`` is not put once more.
    """
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
