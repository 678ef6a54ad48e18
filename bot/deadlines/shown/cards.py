"""The card of deadlines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.deadlines.lookup import Found, LookupOutcome, LookupResult
from bot.deadlines.models import Status
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.cautions import sources_for
from bot.deadlines.shown.wording import route_words, status_words, when_words
from bot.knowledge.shown.cards import Card, source_items
from bot.texts import text

MAX_ITEMS = 5
# No day of these is certain.
_UNCERTAIN = {Status.UNCONFIRMED, Status.ROLLING, Status.UNKNOWN}
_OF_A_TIME = (LookupOutcome.IN_PERIOD, LookupOutcome.FOR_YEAR)


def deadlines_card(
    book: DeadlineBook, result: LookupResult, now: datetime, limit: int | None = MAX_ITEMS
) -> Card:
    """Return the ``deadlines`` card with the first items and the number of the rest."""
    shown = result.items[:limit]
    return {
        "card": "deadlines",
        "intro": " ".join(filter(None, (certainty(result), leading(result)))),
        "items": [deadline_item(book, found, result, now) for found in shown],
        "more": len(result.items) - len(shown),
    }


def certainty(result: LookupResult) -> str:
    """Return that no day of the time asked for is confirmed; empty where one is."""
    return text(f"deadlines.unconfirmed_{result.outcome.value}") if _is_uncertain(result) else ""


def leading(result: LookupResult) -> str:
    """Return the sentences that lead to the list."""
    if _is_after_programme(result):
        return text("deadlines.intro_found")
    key = f"deadlines.intro_{result.outcome.value}"
    if _is_uncertain(result) and result.outcome is LookupOutcome.IN_PERIOD:
        key += "_unconfirmed"
    if not result.undated:
        return text(key)
    undated = "undated_one" if result.undated == 1 else "undated_many"
    return f"{text(f'deadlines.{undated}', number=result.undated)} {text(key)}"


def _is_uncertain(result: LookupResult) -> bool:
    found = {item.status for item in result.items}
    is_of_time = result.outcome in _OF_A_TIME and not _is_after_programme(result)
    return is_of_time and Status.UNCONFIRMED in found <= _UNCERTAIN


def _is_after_programme(result: LookupResult) -> bool:
    return bool(result.items) and all(item.is_after_programme for item in result.items)


def deadline_item(
    book: DeadlineBook, found: Found, result: LookupResult, now: datetime
) -> dict[str, Any]:
    """Return one item of the card."""
    deadline, query = found.deadline, result.query
    ask = deadline.ask
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
        "sources": source_items(sources_for(deadline, query.countries)),
        "checked_on": deadline.checked_on.isoformat(),
    }
