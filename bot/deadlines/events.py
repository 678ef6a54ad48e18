"""The office's events: those that a message means, and their card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.words import words
from bot.deadlines.lookup import Period
from bot.deadlines.models import Event, Status
from bot.deadlines.shown.event_words import event_days
from bot.knowledge.naming.names import words_of
from bot.knowledge.shown.cards import Card, source_items
from bot.texts import text
from bot.words.phrases import has_any, spaced

MAX_EVENTS = 5
_MOST_PAST = 2
_SHORTEST_NAME = 4


@dataclass(frozen=True)
class EventChoice:
    """The events that are meant, those to come first in time, those that are over last first.

    ``is_named`` is set where the message names a kind of event, ``period`` where it names a time;
    ``wants_past`` where it asks for what was.
    """

    upcoming: tuple[Event, ...]
    past: tuple[Event, ...]
    is_named: bool = False
    period: Period | None = None
    wants_past: bool = False


def choose_events(
    events: Sequence[Event], said: str, dates: Sequence[DateSpan], today: date
) -> EventChoice:
    """Return the events that ``said`` means, all of them where it names none.

    ``dates`` are the periods that ``find_dates`` found in ``said``. An unknown kind or an empty
    period leaves nothing: that is an answer too.
    """
    named = [event for event in events if _is_named(event, said)]
    span = next((s for s in dates if s.first is not None or s.until is not None), None)
    period = None if span is None else Period(span.first, span.until)
    meant = [
        event
        for event in named or events
        if period is None or period.touches(event.starts_on, event.ends_on)
    ]
    upcoming, past = split_events(meant, today)
    is_over = period is not None and period.until is not None and period.until <= today
    wants_past = is_over or has_any(spaced(said), words().past_events)
    return EventChoice(tuple(upcoming), tuple(past), bool(named), period, wants_past)


def split_events(events: Sequence[Event], today: date) -> tuple[list[Event], list[Event]]:
    """Return the events to come, the next first, and those that are over, the last first."""
    upcoming = [event for event in events if event.ends_on >= today]
    past = [event for event in events if event.ends_on < today]
    upcoming.sort(key=lambda event: (event.starts_on, event.id))
    past.sort(key=lambda event: (event.starts_on, event.id), reverse=True)
    return upcoming, past


def events_card(choice: EventChoice, today: date, website: str) -> Card:
    """Return a ``deadlines`` card of the events, or an honest word that none is known."""
    shown = choice.past if choice.wants_past else choice.upcoming
    shown = shown[:MAX_EVENTS] or choice.past[:_MOST_PAST]
    return {
        "card": "deadlines",
        "intro": text(f"deadlines.{_intro(choice)}"),
        "items": [_event_item(event, today, website) for event in shown],
        "more": 0 if choice.wants_past else max(0, len(choice.upcoming) - MAX_EVENTS),
    }


def _intro(choice: EventChoice) -> str:
    if choice.wants_past and choice.past:
        return "events_were"
    if choice.upcoming:
        return "events_upcoming"
    if choice.period is not None:
        return "events_none_in_period"
    if choice.is_named:
        return "events_none_of_kind"
    return "events_none" if choice.past else "events_none_ever"


def _is_named(event: Event, said: str) -> bool:
    """Say whether a telling word of the title stands in what was said."""
    common = words().common_in_titles
    told = {word.text for word in words_of(event.title)}
    telling = {word for word in told if len(word) >= _SHORTEST_NAME and word not in common}
    return bool(telling & {word.text for word in words_of(said)})


def _event_item(event: Event, today: date, website: str) -> dict[str, Any]:
    is_past = event.ends_on < today
    days = event_days(event)
    ask = {"name": text("deadlines.event_ask"), "url": website}
    if not is_past and event.registration is not None:
        ask = {"name": text("deadlines.event_registration"), "url": event.registration}
    return {
        "id": event.id,
        "programme": event.title,
        "programme_id": None,
        "action": event.place,
        "status": Status.CLOSED.value if is_past else Status.OPEN.value,
        "status_text": text("deadlines.event_past" if is_past else "deadlines.event_upcoming"),
        "days_left": None if is_past else max(0, (event.starts_on - today).days),
        "when": text("deadlines.event_was", days=days) if is_past else days,
        "route": "",
        "route_text": "",
        "note": "" if is_past else event.note,
        "ask": ask,
        "sources": source_items(event.sources),
        "checked_on": event.checked_on.isoformat(),
    }
