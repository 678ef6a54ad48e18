"""Asks back where the language understanding is not sure: questions to choose from, or a plan."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._buttons import (
    CONSULTATION,
    FIT_CHECK,
    HUMAN,
    SOMETHING_ELSE,
    Button,
    titled_button,
)
from actions._deadlines import offer
from actions._understanding import (
    entity_values,
    foreign_language_of,
    heard_from,
    message_of,
    understanding_of,
)
from bot.deadlines.asking import Concern
from bot.dialogue.funding import possible_funding
from bot.dialogue.wish import only_tells
from bot.fit.answers import case_from
from bot.fit.reading import read_named
from bot.fit.wording import case_sentence
from bot.knowledge.catalogue import Catalogue
from bot.texts import text

_MOST_CHOICES = 3
_DETAILS = ("group_size", "age", "duration", "format")


def ask_back(dispatcher: CollectingDispatcher, tracker: Tracker, catalogue: Catalogue) -> None:
    """Utter the questions that may be meant; of a plan without a question, what was understood."""
    language = foreign_language_of(tracker)
    is_plan = _tells_a_plan(tracker)
    if is_plan and language is None and only_tells(heard_from(tracker).text):
        _ask_about_plan(dispatcher, tracker)
        return
    choices = _choices(tracker, catalogue)
    if language is not None:
        dispatcher.utter_message(response=f"utter_language_unclear/{language}")
    elif not choices:
        dispatcher.utter_message(response="utter_unclear")
        return
    plan = [FIT_CHECK] if is_plan else []
    buttons = [*choices, *plan, SOMETHING_ELSE, HUMAN]
    dispatcher.utter_message(response="utter_clarify", buttons=buttons)


def _choices(tracker: Tracker, catalogue: Catalogue) -> list[Button]:
    """Return the nearest questions; whoever asks for money for a country finds that among them."""
    money = possible_funding(heard_from(tracker))
    likely = understanding_of(tracker).candidates
    nearest = dict.fromkeys([*likely[:1], *([money] if money else []), *likely[1:]])
    found = map(catalogue.get, list(nearest)[:_MOST_CHOICES])
    return [
        titled_button(entry.question, "choose_faq", faq_id=entry.id)
        for entry in found
        if entry is not None
    ]


def _tells_a_plan(tracker: Tracker) -> bool:
    """Return whether the message describes a group on its way to a country."""
    has_country = bool(entity_values(tracker, "country"))
    return has_country and any(entity_values(tracker, name) for name in _DETAILS)


def _ask_about_plan(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say what was understood of a plan that came without a question, and offer help."""
    fit = _wiring.fit()
    told = read_named(message_of(tracker), fit.find_seat, fit.now())
    plan = case_sentence(case_from(told, fit.find_seat))
    buttons = [FIT_CHECK, offer(Concern.PLAN), CONSULTATION, SOMETHING_ELSE]
    dispatcher.utter_message(text=text("fit.plan_heard", plan=plan), buttons=buttons)
