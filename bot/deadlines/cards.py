"""Cards of deadlines and events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.deadlines.event_words import event_days
from bot.deadlines.lookup import Found, LookupResult
from bot.deadlines.models import Event, Status
from bot.deadlines.parsing import DeadlineBook
from bot.deadlines.wording import route_words, status_words, when_words
from bot.knowledge.cards import Card, source_items
from bot.texts import text

MAX_ITEMS = 5


def deadlines_card(
    book: DeadlineBook, result: LookupResult, now: datetime, limit: int | None = MAX_ITEMS
) -> Card:
    """Return the ``deadlines`` card with the first items and the number of the rest."""
    shown = result.items[:limit]
    intro = text(f"deadlines.intro_{result.outcome.value}")
    if result.undated:
        undated = text("deadlines.undated_one" if result.undated == 1 else "deadlines.undated_many",
                       number=result.undated)  # fmt: skip
        intro = f"{intro} {undated}"
    return {
        "card": "deadlines",
        "intro": intro,
        "items": [deadline_item(book, found, result, now) for found in shown],
        "more": len(result.items) - len(shown),
    }


def deadline_item(
    book: DeadlineBook, found: Found, result: LookupResult, now: datetime
) -> dict[str, Any]:
    """Return one item of the card."""
    deadline, query = found.deadline, result.query
    ask = deadline.programme.ask
    return {
        "id": deadline.id,
        "programme": deadline.programme.name,
        "programme_id": deadline.programme.id,
        "action": deadline.action,
        "status": found.status.value,
        "status_text": status_words(found),
        "days_left": found.days_left,
        "when": when_words(found, query, book.primary_hosts, now),
        "route": deadline.route.value,
        "route_text": route_words(deadline, query.office),
        "note": deadline.note,
        "ask": {"name": ask.name, "url": ask.url},
        "sources": source_items(deadline.sources),
        "checked_on": deadline.checked_on.isoformat(),
    }


def events_card(events: Sequence[Event], today: date, website: str) -> Card:
    """Return a ``deadlines`` card of upcoming events, or an honest word that none is known."""
    upcoming, past = split_events(events, today)
    if upcoming:
        key = "deadlines.events_upcoming"
    else:
        key = "deadlines.events_none" if past else "deadlines.events_none_ever"
    return {
        "card": "deadlines",
        "intro": text(key),
        "items": [_event_item(e, today, website) for e in (upcoming[:MAX_ITEMS] or past[:2])],
        "more": max(0, len(upcoming) - MAX_ITEMS),
    }


def split_events(events: Sequence[Event], today: date) -> tuple[list[Event], list[Event]]:
    """Return the events to come, the next first, and those that are over, the last first."""
    upcoming = [event for event in events if event.ends_on >= today]
    past = [event for event in events if event.ends_on < today]
    upcoming.sort(key=lambda event: (event.starts_on, event.id))
    past.sort(key=lambda event: (event.starts_on, event.id), reverse=True)
    return upcoming, past


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
