"""Which programme a person means who is too late, and what is left there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.parsing import DeadlineBook

MOST_PROGRAMMES = 2


def late_programmes(book: DeadlineBook, query: DeadlineQuery) -> Sequence[str]:
    """Return the programmes asked for, or the first made for each country; none if neither is."""
    named = list(book.known(query.programmes))
    if not named:
        # The first is the country's own youth office, where there is one.
        own = (
            next((p.id for p in book.programmes if p.topic and code in p.countries), None)
            for code in query.countries
        )
        named = [name for name in dict.fromkeys(own) if name is not None]
    return named[:MOST_PROGRAMMES]
