"""The Passt-das-Check in the chat: asks question by question, then shows what fits."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.base import SafeRun, SafeValidation, ended_form
from actions.buttons import CANCEL, Button, button, titled_button
from actions.cards import utter_card
from actions.conversation.alarm_before import HINT
from actions.conversation.messages import message_of
from actions.conversation.told import plan_told
from actions.conversation.understanding import context_of, understanding_of
from actions.conversation.uttered import Uttered
from actions.deadlines.lists import offer
from actions.request.fit_check import (
    ABOUT_FIT,
    RESULT_SLOT,
    SLOT_PREFIX,
    answers_of,
    emptied_slots,
    heard_of,
    slot_of,
)
from bot.deadlines.asked.asking import Concern
from bot.fit.dialogue import ANSWER_INTENT, ReplyKind, completed, read_reply
from bot.fit.query import to_query
from bot.fit.service import FitService
from bot.fit.shown.cards import fit_card
from bot.fit.shown.wording import case_sentence
from bot.fit.told.answers import OPEN, QUESTIONS, case_from
from bot.fit.told.choices import choices
from bot.fit.told.reading import read_named
from bot.fit.words import words
from bot.offers.journey import plan_link
from bot.texts import text
from bot.words.phrases import spaced

# The name of an unknown town is near to everything and nothing.
_MOST_WORDS_OF_A_NAME = 2


class ValidateFitCheckForm(SafeValidation, Action):
    """Read the answer to the question that is open."""

    prefix, questions = SLOT_PREFIX, QUESTIONS

    def begin(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Take over what was said already, in this message or before it."""
        service = wiring.fit()
        now = read_named(message_of(tracker), service.find_seat, service.now())
        found = {**plan_told(tracker).answers, **now}
        context = context_of(tracker)
        if context is not None and "country" not in now and context.countries:
            found["country"] = ",".join(context.countries)
        known = answers_of(tracker)
        new = {q: a for q, a in completed(found, known).items() if not known[q]}
        dispatcher.utter_message(response="utter_fit_check_intro")
        _tell_noted(dispatcher, new, service)
        # Without any event the form would call us a second time.
        forgotten = SlotSet(RESULT_SLOT, None)
        return [forgotten, *[SlotSet(slot_of(name), answer) for name, answer in new.items()]]

    def answer(
        self, question: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Return the answers that the message holds, none where it is not for the check."""
        service = wiring.fit()
        heard = heard_of(tracker)
        reply = read_reply(question, answers_of(tracker), heard, service.find_seat, service.now())
        if reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.CANCEL):
            return []
        said = heard.message.text
        is_plain = spaced(said).strip() in words().unknown
        is_sentence = len(said.split()) > _MOST_WORDS_OF_A_NAME and not is_plain
        if is_sentence and understanding_of(tracker).is_concerning:
            dispatcher.utter_message(response=HINT)
        if reply.kind in (ReplyKind.PROBLEM, ReplyKind.WHY):
            dispatcher.utter_message(response=_explanation(question, reply.kind))
            return [SlotSet(slot_of(question), None)]
        if {name for name, value in reply.answers.items() if value != OPEN} - {question}:
            # More than was asked for: say what we made of it.
            _tell_noted(dispatcher, dict(reply.answers), service)
        return [SlotSet(slot_of(name), answer) for name, answer in reply.answers.items()]


class _Ask(SafeRun):
    """Asks one question with its buttons."""

    question: str

    def name(self) -> str:
        """Return the name in the domain."""
        return f"action_ask_{slot_of(self.question)}"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the question."""
        del tracker
        buttons = [
            _choice(self.question, title, answer) for title, answer in choices(self.question)
        ]
        dispatcher.utter_message(
            response=f"utter_ask_{slot_of(self.question)}", buttons=[*buttons, CANCEL]
        )
        return Uttered([])


# The SDK makes an action of each class.
ASKING = tuple(
    type(f"Ask_{question}", (_Ask, Action), {"question": question, "__module__": __name__})
    for question in QUESTIONS
)


class ActionShowFitCheck(SafeRun, Action):
    """Show what fits, keep the plan for a consultation request, forget the single answers."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the result, or that there was nothing to go by."""
        service = wiring.fit()
        case = case_from(answers_of(tracker), service.find_seat)
        if case.is_empty:
            dispatcher.utter_message(response="utter_fit_check_nothing")
            return Uttered(emptied_slots())
        card = fit_card(service.check(case), site=wiring.site())
        link = plan_link(case, wiring.site())
        if link is not None:
            card["links"].append({"title": link[0], "url": link[1]})
        plan = offer(Concern.PLAN, to_query(case))
        consultation = button("consultation", "request_consultation", about=ABOUT_FIT)
        again = titled_button(text("fit.button_again"), "start_fit_check")
        utter_card(dispatcher, card, [plan, consultation, again])
        return Uttered([*emptied_slots(), SlotSet(RESULT_SLOT, to_query(case))])


class ActionCancelFitCheck(SafeRun, Action):
    """Stop the check and forget the answers."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter that the check is over."""
        del tracker
        dispatcher.utter_message(response="utter_fit_check_cancelled")
        return Uttered([*emptied_slots(), *ended_form()])


class ActionLeaveFitCheck(SafeRun, Action):
    """Stop the check without a word: the person wants something else."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter nothing."""
        del dispatcher, tracker
        return Uttered([*emptied_slots(), *ended_form()])


def _explanation(question: str, kind: ReplyKind) -> str:
    if kind is ReplyKind.WHY:
        return "utter_fit_check_why"
    return "utter_fit_seat_unknown" if question == "seat" else "utter_fit_check_unclear"


def _choice(question: str, title: str, answer: str) -> Button:
    return titled_button(title, ANSWER_INTENT, fit_question=question, fit_answer=answer)


def _tell_noted(
    dispatcher: CollectingDispatcher, answers: dict[str, str], service: FitService
) -> None:
    sentence = case_sentence(case_from(dict(answers), service.find_seat))
    if sentence:
        dispatcher.utter_message(text=text("fit.noted", answers=sentence))
