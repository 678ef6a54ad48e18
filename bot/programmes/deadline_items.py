"""The deadlines of a programme as items of a ``facts`` card, from the deadline book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.fact_items import deadline_fact
from bot.knowledge.shown.fact_cards import FactItem


def deadline_items(
    deadline_book: DeadlineBook, programme_id: str, now: datetime, formats: Sequence[str] = ()
) -> list[FactItem]:
    """Return all deadlines of a programme, those for everyone first; empty when it has none."""
    query = DeadlineQuery(programmes=(programme_id,), formats=tuple(formats))
    result = find_deadlines(deadline_book, query, now)
    ordered = sorted(result.items, key=lambda found: found.deadline.members_of is not None)
    hosts = deadline_book.primary_hosts
    return [deadline_fact(found, query, hosts, now) for found in ordered]
