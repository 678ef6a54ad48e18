"""Takes up what is told in passing below an answer: what was understood, and one step on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker

from actions import wiring
from actions.answers.passages import EntryPassages
from actions.answers.sheet_facts import limits_of
from actions.buttons import (
    CONSULTATION,
    FIT_CHECK,
    SOMETHING_ELSE,
    Button,
    question_button,
)
from actions.conversation.messages import message_of
from actions.conversation.remembering import plan_context
from actions.conversation.told import Telling, only_tells_facts, telling_of
from actions.conversation.turn import Turn
from actions.conversation.understanding import (
    context_of,
    foreign_language_of,
    heard_from,
    topics_of_origin,
)
from actions.deadlines.lists import offer
from bot.deadlines.address import deadline_address
from bot.deadlines.asked.asking import Concern
from bot.deadlines.lookup import DeadlineQuery
from bot.dialogue.aspects import ASPECT_OF_TOPIC
from bot.dialogue.context import EMERGENCY, Context, Heard
from bot.dialogue.meaning.again import names_origin
from bot.dialogue.situations.funding import for_countries, funding_topic
from bot.dialogue.situations.partner import tells_of_partner
from bot.dialogue.topics import CENTRAL_BODY_TOPIC, ENTRY_TOPICS
from bot.fit.countries import country_names
from bot.fit.told.telling import NO_UMBRELLA, entry_for
from bot.intake.plan.told_wording import earlier_sentence, told_sentence
from bot.knowledge.catalogue import Catalogue
from bot.texts import text
from bot.words.sentences import sentences_of

_MOST_QUESTIONS = 2
# What a message tells, and the part of a sheet that has a rule for it.
_LIMITS = {"age": "alter", "group": "gruppengroesse", "days": "dauer"}
_DIGIT = re.compile(r"\d")


def note(turn: Turn, passages: EntryPassages | None = None) -> bool:
    """Say what was understood of a message that only tells facts; return whether it is one.

    What the entry above (``passages``) says of the country is told with it, and what the sheet of
    the programme talked about says of ages, sizes and lengths.
    """
    if foreign_language_of(turn.tracker) is not None:
        return False
    telling = telling_of(turn.tracker)
    if not only_tells_facts(turn.tracker, telling) or _tells_passport(turn.tracker):
        return False
    find_seat = wiring.fit().find_seat
    plan = told_sentence(telling.new, find_seat)
    if not plan:
        return False
    earlier = earlier_sentence(telling.known, telling.new, find_seat)
    parts = [text("chat.noted", plan=plan)]
    if earlier:
        parts.append(text("chat.noted_so_far", plan=earlier))
    parts += _told_above(turn.tracker, passages) or _steps(
        telling, context_of(turn.tracker), turn.catalogue
    )
    parts.append(text("chat.noted_next"))
    questions = next_questions(turn.tracker, telling, turn.catalogue)
    buttons = [*questions, FIT_CHECK, offer(Concern.PLAN), CONSULTATION, SOMETHING_ELSE]
    turn.dispatcher.utter_message(text="\n\n".join(parts), buttons=buttons)
    return True


def note_partner(turn: Turn) -> bool:
    """Say that it was understood that there is a partner; return whether that is all that is told.

    "Haben schon einen Partner" asks nothing, and near to it are only answers nobody wants.
    """
    said = message_of(turn.tracker).text
    if foreign_language_of(turn.tracker) is not None or not tells_of_partner(said):
        return False
    buttons = [FIT_CHECK, offer(Concern.PLAN), CONSULTATION, SOMETHING_ELSE]
    told = "\n\n".join((text("chat.noted_partner"), text("chat.noted_next")))
    turn.dispatcher.utter_message(text=told, buttons=buttons)
    return True


def noted_context(before: Context | None, heard: Heard, place: str | None) -> Context | None:
    """Return what the conversation is about after facts were told: the country told holds."""
    if not heard.countries:
        if before is None and heard.formats:
            # "Wir planen einen Fachkräfteaustausch", and then "bis wann?".
            selection = deadline_address(DeadlineQuery(formats=heard.formats))
            return replace(plan_context(heard, place), selection=selection)
        return before and replace(before, place=place)
    if before is None or before.decision == EMERGENCY:
        return plan_context(heard, place)
    topic = for_countries(before.topic, heard.countries)
    return replace(before, topic=topic, countries=heard.countries, place=place)


def _tells_passport(tracker: Tracker) -> bool:
    """Say whether "einer ist aus dem Kosovo" below the way into a country names no partner."""
    before = context_of(tracker)
    is_below = before is not None and before.topic in ENTRY_TOPICS
    return is_below and names_origin(heard_from(tracker))


def _told_above(tracker: Tracker, passages: EntryPassages | None) -> list[str]:
    """Return what the entry above says of the country that a message names."""
    codes = tuple(message_of(tracker).values("country"))
    names = [country_names((code,)) for code in codes]
    told = passages.naming(names) if passages is not None and names else []
    if not told:
        return []
    shown = country_names(codes)
    return [text("chat.of_country", country=shown, passages=" ".join(told))]


def _steps(telling: Telling, before: Context | None, catalogue: Catalogue) -> list[str]:
    """Return what follows from what was told, as far as our entries say it.

    Whoever was told limits of age and says how old somebody is holds the two against each other.
    """
    umbrella = telling.new.umbrella
    if umbrella is not None:
        is_none = umbrella == NO_UMBRELLA
        return [text("chat.noted_no_umbrella" if is_none else "chat.noted_umbrella")]
    asked = [aspect for name, aspect in _LIMITS.items() if name in telling.new.answers]
    if before is None or not asked:
        return []
    entry = catalogue.get(before.topic) if ASPECT_OF_TOPIC.get(before.topic) in asked else None
    limits = "" if entry is None else " ".join(filter(_DIGIT.search, sentences_of(entry.answer)))
    if limits:
        return [text("chat.noted_limits", limits=limits)]
    rules = limits_of(before, asked)
    return [text("chat.noted_rules", programme=name, rules=told) for name, told in rules]


def next_questions(tracker: Tracker, telling: Telling, catalogue: Catalogue) -> list[Button]:
    """Return the questions that come next for whoever told this."""
    new = telling.new
    codes: Sequence[str] = message_of(tracker).values("country")
    topics = [*topics_of_origin(tracker), *([CENTRAL_BODY_TOPIC] if new.umbrella else [])]
    topics += [entry_for(new.body)] if new.body else []
    topics += [funding_topic(tuple(codes))] if codes else []
    found = map(catalogue.get, dict.fromkeys(topics))
    entries = [entry for entry in found if entry is not None][:_MOST_QUESTIONS]
    return [question_button(entry) for entry in entries]
