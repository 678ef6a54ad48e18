"""The round after the one that was shown: "und danach?"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.deadlines.lookup import find_deadlines
from bot.deadlines.parsing import DeadlineBook
from bot.deadlines.query import DeadlineQuery, Mode, Period
from bot.deadlines.words import words
from bot.knowledge.names import words_of


def asks_for_later_round(message: str) -> bool:
    """Say whether all that a message asks is what comes after what was told."""
    said = {word.text for word in words_of(message)}
    return not said.isdisjoint(words().afterwards) and said <= {
        *words().afterwards,
        *words().beside_afterwards,
    }


def after_shown(book: DeadlineBook, query: DeadlineQuery, now: datetime) -> DeadlineQuery | None:
    """Return the filters for what closes after the nearest round that ``query`` shows.

    ``now`` is aware. None where no round to come is shown; then nothing can come after it.
    """
    shown = (item for item in find_deadlines(book, query, now).items)
    own = (item.due for item in shown if item.deadline.members_of is None)
    dues = [due.last for due in own if due is not None and due.round and not due.is_past(now)]
    if not dues:
        return None
    later = Period(min(dues) + timedelta(days=1), None)
    return replace(query, period=later, start=None, year=None, mode=Mode.NEXT)
