"""Takes up what is told in passing below an answer: a country, a number, an age, a length."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._buttons import (
    CHOOSE_FAQ,
    CONSULTATION,
    FIT_CHECK,
    SOMETHING_ELSE,
    titled_button,
)
from actions._deadlines import offer
from actions._passages import EntryPassages
from actions._understanding import entity_spans, message_of
from bot.deadlines.asking import Concern
from bot.dialogue.funding import funding_topic
from bot.dialogue.told_facts import tells_only_facts
from bot.fit.answers import case_from
from bot.fit.countries import country_names
from bot.fit.reading import read_named
from bot.fit.wording import case_sentence
from bot.knowledge.catalogue import Catalogue
from bot.texts import text

_FACTS = ("country", "group_size", "age", "duration", "date")


def note(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    catalogue: Catalogue,
    passages: EntryPassages,
) -> bool:
    """Say what was understood of a message that only tells facts; return whether it is one.

    What the entry above says of the country is told with it.
    """
    message = message_of(tracker)
    spans = entity_spans(tracker, *_FACTS)
    if not tells_only_facts(message.text, spans, names_country=message.has("country")):
        return False
    fit = _wiring.fit()
    plan = case_sentence(case_from(read_named(message, fit.find_seat, fit.now()), fit.find_seat))
    if not plan:
        return False
    codes = tuple(message.values("country"))
    told = passages.naming([country_names((code,)) for code in codes])
    key = "chat.noted_with" if told else "chat.noted"
    money = catalogue.get(funding_topic(codes)) if codes else None
    buttons = [FIT_CHECK, offer(Concern.PLAN), CONSULTATION, SOMETHING_ELSE]
    if money is not None:
        buttons.insert(0, titled_button(money.question, CHOOSE_FAQ, faq_id=money.id))
    named = country_names(codes) if codes else ""
    said = text(key, plan=plan, country=named, passages=" ".join(told))
    dispatcher.utter_message(text=said, buttons=buttons)
    return True
