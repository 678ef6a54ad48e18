"""What a conversation remembers of a message that was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions import wiring
from actions.conversation.understanding import CONTEXT_SLOT
from bot.dialogue.context import EMERGENCY, Context, Heard, Meant
from bot.dialogue.exact.wish import Wish, WishKind
from bot.dialogue.meaning.elliptic import ASPECT_TOPICS
from bot.dialogue.situations.funding import funding_topic, is_about_countries
from bot.dialogue.wishes.told_facts import only_tells
from bot.dialogue.words import goes_on

MEANT_SLOT = "meant"
_EARLIER, _MOST_EARLIER = "earlier", 4


def remembered(meant: Meant, context: Context | None) -> list[EventType]:
    """Return the events that keep what was meant, and what the conversation is about now."""
    kept = {
        "decision": meant.decision,
        "topic": meant.topic,
        "is_follow_up": meant.is_follow_up,
        "is_proposed": meant.is_proposed,
    }
    events = [SlotSet(MEANT_SLOT, kept)]
    if context is not None:
        events.append(kept_context(context))
    return events


def kept_context(context: Context | None) -> EventType:
    """Return the event that keeps what the conversation is about, with the question in words.

    The language understanding reads the next message behind it, too. Of an emergency it needs
    none, and no file may hold up the numbers. ``None`` forgets what it is about.
    """
    if context is None:
        return SlotSet(CONTEXT_SLOT, None)
    is_acute = context.decision == EMERGENCY
    entry = None if is_acute else wiring.catalogue().get(context.topic)
    kept = {**context.as_dict(), "question": "" if entry is None else entry.question}
    return SlotSet(CONTEXT_SLOT, kept)


def chosen_context(topic: str, before: Context | None) -> Context:
    """Return the context of a question that was chosen: place and country told before still hold.

    A topic about money for some countries holds only for these.
    """
    if before is None or before.decision == EMERGENCY:
        return Context(topic, "answer")
    is_elsewhere = is_about_countries(topic) and funding_topic(before.countries) != topic
    countries = () if is_elsewhere else before.countries
    return Context(topic, "answer", countries=countries, place=before.place)


def plan_context(heard: Heard, place: str | None) -> Context:
    """Return the context of a plan that was told without a question.

    Whatever is asked next is about that journey: who pays for it, most likely.
    """
    topic = funding_topic(heard.countries)
    return Context(topic, "answer", countries=heard.countries, place=place, is_guess=True)


def at_place(about: Context | None, place: str | None) -> Context | None:
    """Return the context with the place that the person named."""
    return None if about is None else replace(about, place=place)


def after_exact(
    after: Context | None, wish: Wish, before: Context | None, heard: Heard
) -> Context | None:
    """Return what the conversation is about after an exact answer.

    "In Dortmund" below deadlines only tells where we are: they are still talked about.
    """
    is_place = wish.kind is WishKind.PLACE and only_tells(heard.text)
    if after is not None and is_place and before is not None and before.decision == "act":
        return replace(before, place=after.place)
    is_bare = after is not None and not (after.programmes or after.countries)
    if after is not None and before is not None and is_bare and wish.kind is WishKind.FIT_CHECK:
        # "Welches Programm passt denn" still speaks of the journey to Greece.
        after = replace(after, programmes=before.programmes, countries=before.countries)
    return None if after is None else replace(after, is_guess=False)


def with_names_before(
    about: Context | None, before: Context | None, heard: Heard
) -> Context | None:
    """Return the context with country and programme of the one before, where a message joins on.

    "Brauchen die ein Visum?" is about the guests from Türkiye who were named before, and so is
    "und bis wann?" after it. A talk is about one journey until another country is named; what can
    be asked about any programme, the own share or accounts, is still about the programme, too.
    """
    if about is None or before is None or about.programmes or about.countries:
        return about
    is_same_topic = about.topic == before.topic
    if heard.is_correction:
        return about
    is_of_programme = is_same_topic or about.topic in ASPECT_TOPICS or goes_on(heard.text)
    programmes = before.programmes if is_of_programme else ()
    return replace(about, programmes=programmes, countries=before.countries)


def was_answered(before: Context, meant: Meant) -> bool:
    """Say whether the entry that is meant was told last, and no exact answer since."""
    return meant.topic == before.topic and before.wish is None


def contexts_of(tracker: Tracker) -> list[Context]:
    """Return what the conversation was about lately, the oldest first."""
    kept = tracker.get_slot(CONTEXT_SLOT) or {}
    stored = [*kept.get(_EARLIER, ()), kept]
    return [found for value in stored if (found := Context.from_dict(value)) is not None]


def with_earlier(events: Sequence[EventType], tracker: Tracker) -> list[EventType]:
    """Return events in which what the conversation is about tells what it was about before.

    The core's store keeps the last value of a slot only.
    """
    return [_after_earlier(event, tracker) if _is_about(event) else event for event in events]


def _is_about(event: EventType) -> bool:
    return event.get("name") == CONTEXT_SLOT and bool(event.get("value"))


def _after_earlier(event: EventType, tracker: Tracker) -> EventType:
    earlier = [_lean(context) for context in contexts_of(tracker)[-_MOST_EARLIER:]]
    return SlotSet(CONTEXT_SLOT, {**event["value"], _EARLIER: earlier})


def _lean(context: Context) -> dict[str, Any]:
    return {name: value for name, value in context.as_dict().items() if value}
