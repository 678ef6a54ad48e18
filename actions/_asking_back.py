"""Asks back where the language understanding is not sure: questions to choose from, or a plan."""

from __future__ import annotations

import json

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
from actions._consultation import FORM, SLOT_PREFIX
from actions._deadlines import offer
from actions._understanding import (
    answers_before,
    entity_values,
    foreign_language_of,
    heard_from,
    message_of,
    response_of,
    understanding_of,
)
from bot.deadlines.asking import Concern, concern_of
from bot.dialogue.funding import possible_funding
from bot.dialogue.wish import only_tells
from bot.fit.answers import case_from
from bot.fit.reading import read_named
from bot.fit.wording import case_sentence
from bot.knowledge.catalogue import Catalogue
from bot.texts import keys, text

_MOST_CHOICES = 3
_OUT_OF_SCOPE = "out_of_scope"
_ONE_QUESTION = "utter_clarify_one"
_CHOICE = "choose_faq"
_CHECK_OFFERED = "utter_fit_check_offer"
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
        _ask_what_it_is_about(dispatcher, tracker)
        return
    plan = [FIT_CHECK] if is_plan else []
    if concern_of(heard_from(tracker).text) is Concern.PLAN:
        # "Checkliste zum Ausdrucken": the steps of a plan may be what is wanted.
        plan.append(offer(Concern.PLAN))
    question = "utter_clarify" if len(choices) > 1 else _ONE_QUESTION
    dispatcher.utter_message(response=question, buttons=[*choices, *plan, SOMETHING_ELSE, HUMAN])


def _ask_what_it_is_about(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Ask for more; in the consultation form say why its question is asked instead."""
    key = f"intake.why_{str(tracker.get_slot('requested_slot')).removeprefix(SLOT_PREFIX)}"
    if tracker.active_loop_name == FORM and key in keys():
        # "Muss ich meine Mail angeben?"
        dispatcher.utter_message(text=text(key))
    else:
        dispatcher.utter_message(response="utter_unclear")


def give_up(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Utter that this is not what the assistant is there for, or that it was not understood."""
    language = foreign_language_of(tracker)
    understood = understanding_of(tracker)
    if understood.intent == _OUT_OF_SCOPE:
        dispatcher.utter_message(response=f"utter_{_OUT_OF_SCOPE}/{understood.topic}")
    elif language is not None:
        dispatcher.utter_message(response=f"utter_language_unclear/{language}")
    else:
        dispatcher.utter_message(response="utter_fallback")


def offered_question(tracker: Tracker) -> str | None:
    """Return the id of the one question that was asked back about last: "ja" chooses it."""
    for answer in answers_before(tracker):
        if response_of(answer) == _ONE_QUESTION:
            first = ((answer.get("data") or {}).get("buttons") or [{}])[0].get("payload", "")
            chosen = json.loads(first.removeprefix(f"/{_CHOICE}") or "{}")
            return str(chosen["faq_id"]) if "faq_id" in chosen else None
    return None


def was_offered_check(tracker: Tracker) -> bool:
    """Say whether the Passt-das-Check was offered last: "ja" begins it."""
    return any(response_of(told) == _CHECK_OFFERED for told in answers_before(tracker))


def _choices(tracker: Tracker, catalogue: Catalogue) -> list[Button]:
    """Return the nearest questions; whoever asks for money for a country finds that among them."""
    money = possible_funding(heard_from(tracker))
    likely = understanding_of(tracker).candidates
    nearest = dict.fromkeys([*likely[:1], *([money] if money else []), *likely[1:]])
    found = map(catalogue.get, list(nearest)[:_MOST_CHOICES])
    return [
        titled_button(entry.question, _CHOICE, faq_id=entry.id)
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
