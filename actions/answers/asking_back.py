"""Asks back where the language understanding is not sure: a proposal, questions, or a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.by_number import questions_offered
from actions.answers.fitting import fitting_blocks
from actions.answers.noted import next_questions
from actions.buttons import (
    CONSULTATION,
    FIT_CHECK,
    HUMAN,
    SOMETHING_ELSE,
    Button,
    question_button,
)
from actions.cards import entry_card, utter_card
from actions.conversation.messages import entity_values, message_of
from actions.conversation.told import telling_of
from actions.conversation.turn import Turn
from actions.conversation.understanding import (
    context_of,
    foreign_language_of,
    heard_from,
    understanding_of,
)
from actions.conversation.uttered import answers_before, response_of
from actions.deadlines.lists import offer
from actions.foreign import say_in_language, tell_german_follows
from actions.request.sheet import SLOT_PREFIX
from bot.deadlines.asked.asking import Concern, concern_of
from bot.deadlines.asked.dates import find_dates
from bot.dialogue.meaning.again import SECOND
from bot.dialogue.meaning.suggestion import is_worth_showing
from bot.dialogue.situations.funding import for_countries, possible_funding
from bot.dialogue.topics import CASE, SINGLE_PERSONS
from bot.dialogue.wishes.told_facts import only_tells
from bot.fit.shown.wording import case_sentence
from bot.fit.told.answers import case_from
from bot.fit.told.reading import read_named
from bot.intake.request.sheet import FORM
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.texts import keys, text

_MOST_CHOICES = 3
_OUT_OF_SCOPE = "out_of_scope"
_ONE_QUESTION = "utter_clarify_one"
_CHECK_OFFERED = "utter_fit_check_offer"
_DETAILS = ("group_size", "age", "duration", "format")


@dataclass(frozen=True)
class AskedBack:
    """The ``entries`` that could be chosen from, and whether one of them was shown at once."""

    entries: tuple[FaqEntry, ...] = ()
    is_shown: bool = False


def ask_back(turn: Turn, likely: Sequence[str] = ()) -> AskedBack:
    """Utter the questions that may be meant; of a plan without a question, what was understood.

    ``likely`` are the topics that may be meant in this conversation, best first; without any, those
    of the message alone are asked about. Where the nearest answer is most likely the right one, it
    is shown at once as a proposal.
    """
    if only_tells_plan(turn.tracker):
        _ask_about_plan(turn)
        return AskedBack()
    entries = _nearest_entries(turn.tracker, turn.catalogue, likely)
    suggested = proposed(turn.tracker, turn.catalogue)
    if suggested is not None and likely and suggested.id != likely[0]:
        suggested = None  # Something else is likelier in this conversation.
    language = foreign_language_of(turn.tracker)
    if language is not None and suggested is not None:
        tell_german_follows(turn.dispatcher, turn.tracker)
    elif language is not None:
        key = "utter_language_choose" if entries else "utter_language_unclear"
        say_in_language(turn.dispatcher, turn.tracker, key)
    elif not entries:
        _ask_what_it_is_about(turn.dispatcher, turn.tracker)
    if not entries:
        # "Meinten Sie diese Frage?" without one would ask for nothing.
        return AskedBack()
    others = [question_button(entry) for entry in entries if entry != suggested]
    others += _ways_to_a_plan(turn.tracker)
    if suggested is not None:
        propose(turn, suggested, others, is_told=language is not None)
    else:
        question = "utter_clarify" if len(entries) > 1 else _ONE_QUESTION
        turn.dispatcher.utter_message(response=question, buttons=[*others, SOMETHING_ELSE, HUMAN])
    return AskedBack(tuple(entries), is_shown=suggested is not None)


def _ways_to_a_plan(tracker: Tracker) -> list[Button]:
    """Return what to offer beside the questions to whoever may be planning a journey."""
    buttons = [FIT_CHECK] if _tells_a_plan(tracker) else []
    if concern_of(heard_from(tracker).text) is Concern.PLAN:
        # "Checkliste zum Ausdrucken": the steps of a plan may be what is wanted.
        buttons.append(offer(Concern.PLAN))
    return buttons


def only_tells_plan(tracker: Tracker) -> bool:
    """Say whether a German message describes a group on its way to a country and asks nothing."""
    heard, is_german = heard_from(tracker), foreign_language_of(tracker) is None
    # "Der Partner in Frankreich hat abgesagt, in fünf Wochen geht es los" tells of no plan.
    is_case = any(topic.startswith(CASE) for topic in heard.topics[:SECOND])
    # "Ich will weg, ein Jahr USA": no group, and an answer of its own.
    is_single = any(topic.startswith(SINGLE_PERSONS) for topic in heard.topics[:1])
    is_alone = is_single and telling_of(tracker).new.body is None
    return (
        is_german
        and not (is_case or is_alone)
        and _tells_a_plan(tracker)
        and only_tells(heard.text)
    )


def propose(
    turn: Turn,
    entry: FaqEntry,
    others: Sequence[Button],
    *,
    is_told: bool = False,
) -> None:
    """Utter an entry as what may be meant, with ``others`` beside it; ``is_told``: it was said.

    What surely answers the latest message itself stands first, as before any answer.
    """
    if not is_told:
        turn.dispatcher.utter_message(text=text("chat.proposal", question=entry.question))
    card = {**entry_card(entry, turn.catalogue), "is_proposal": True}
    card["answer"] = [*fitting_blocks(entry, turn.tracker), *card["answer"]]
    utter_card(turn.dispatcher, card, [*others, SOMETHING_ELSE, HUMAN])


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
        say_in_language(dispatcher, tracker, "utter_language_elsewhere")
        dispatcher.utter_message(response=f"utter_{_OUT_OF_SCOPE}/{understood.topic}")
    elif language is not None:
        dispatcher.utter_message(response=f"utter_language_unclear/{language}")
    else:
        dispatcher.utter_message(response="utter_fallback")


def offered_question(tracker: Tracker) -> str | None:
    """Return the id of the one question that was asked back about last: "ja" chooses it."""
    for answer in answers_before(tracker):
        if response_of(answer) == _ONE_QUESTION:
            return next(questions_offered(answer), None)
    return None


def was_offered_check(tracker: Tracker) -> bool:
    """Say whether the Passt-das-Check was offered last: "ja" begins it."""
    return any(response_of(told) == _CHECK_OFFERED for told in answers_before(tracker))


def _nearest_entries(
    tracker: Tracker, catalogue: Catalogue, likely: Sequence[str]
) -> list[FaqEntry]:
    """Return the entries to choose from, the nearest first.

    Whoever asks for money for a country finds that among them.
    """
    heard = heard_from(tracker)
    money = possible_funding(heard)
    likely = likely or _nearest_topics(tracker)
    ordered = [*likely[:1], *([money] if money else []), *likely[1:]]
    before = context_of(tracker)
    # Whoever goes to Croatia does not ask about the money for Czechia.
    countries = heard.countries or (before.countries if before else ())
    nearest = dict.fromkeys(for_countries(topic, countries) for topic in ordered)
    found = [entry for entry in map(catalogue.get, nearest) if entry is not None]
    return found[:_MOST_CHOICES]


def _nearest_topics(tracker: Tracker) -> Sequence[str]:
    """Return what a first message may ask for, the most probable first.

    The understanding names fewer where only some are probable; three help more often than one.
    """
    heard, understood = heard_from(tracker), understanding_of(tracker)
    is_open = understood.candidates or understood.decision == "fallback"
    if not is_open or foreign_language_of(tracker) is not None:
        return understood.candidates
    return [*(topic for topic, _ in heard.ranking), *understood.candidates]


def proposed(tracker: Tracker, catalogue: Catalogue) -> FaqEntry | None:
    """Return the entry to show as a proposal, None where only a question back is safe.

    In a form, the message may be its answer; and beside what may be an emergency, an answer about
    something else would be cold.
    """
    understood = understanding_of(tracker)
    likely = understood.candidates[:1]
    if not likely or tracker.active_loop_name or understood.is_concerning:
        return None
    heard = heard_from(tracker)
    is_worth_it = is_worth_showing(heard, likely[0], context_of(tracker))
    if for_countries(likely[0], heard.countries) != likely[0]:
        return None
    entry = catalogue.get(likely[0]) if is_worth_it else None
    # "Das ist eine ernste Lage", said to whoever only asks for a form, would frighten.
    return None if entry is None or entry.is_handover else entry


def _tells_a_plan(tracker: Tracker) -> bool:
    """Return whether the message describes a group on its way to a country."""
    has_country = bool(entity_values(tracker, "country"))
    has_detail = any(entity_values(tracker, name) for name in _DETAILS)
    return has_country and (has_detail or bool(find_dates(message_of(tracker).text, wiring.now())))


def _ask_about_plan(turn: Turn) -> None:
    """Say what was understood of a plan without a question, and offer what may be asked next."""
    fit = wiring.fit()
    told = read_named(message_of(turn.tracker), fit.find_seat, fit.now())
    plan = case_sentence(case_from(told, fit.find_seat))
    questions = next_questions(turn.tracker, telling_of(turn.tracker), turn.catalogue)
    buttons = [*questions, FIT_CHECK, offer(Concern.PLAN), CONSULTATION, SOMETHING_ELSE]
    turn.dispatcher.utter_message(text=text("fit.plan_heard", plan=plan), buttons=buttons)
