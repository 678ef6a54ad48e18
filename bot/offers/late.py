"""Which programme a person means who is too late, and what is left there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import DeadlineBook

MOST_PROGRAMMES = 2


def late_programmes(book: DeadlineBook, query: DeadlineQuery) -> Sequence[str]:
    """Return the programmes asked for, or the first made for each country; none if neither is."""
    named = book.known(query.programmes) or own_programmes(book, query.countries)
    return list(named[:MOST_PROGRAMMES])


def own_programmes(book: DeadlineBook, countries: Sequence[str]) -> tuple[str, ...]:
    """Return the first programme made for each country: its own youth office, where it has one."""
    own = (
        next((p.id for p in book.programmes if p.topic and code in p.countries), None)
        for code in countries
    )
    return tuple(name for name in dict.fromkeys(own) if name is not None)
