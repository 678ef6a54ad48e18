"""What comes next, and what after what was shown: "und wann ist die nächste?", "und danach?"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.deadlines.asked.words import words
from bot.deadlines.lookup import find_deadlines
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.query import DeadlineQuery, Mode, Period, is_way_sure
from bot.knowledge.naming.names import words_of


def asks_for_later_round(message: str) -> bool:
    """Say whether all that a message asks is what comes after what was told."""
    said = {word.text for word in words_of(message)}
    return not said.isdisjoint(words().afterwards) and said <= {
        *words().afterwards,
        *words().beside_afterwards,
    }


def asks_for_coming_round(message: str) -> bool:
    """Say whether all that a message asks is what comes next: "und wann ist die nächste?"."""
    said = {word.text for word in words_of(message)}
    return not said.isdisjoint(words().coming) and said <= {*words().beside_afterwards}


def after_shown(book: DeadlineBook, query: DeadlineQuery, now: datetime) -> DeadlineQuery | None:
    """Return the filters for what closes after the first round to come that ``query`` shows.

    ``now`` is aware. None where no round to come is shown; then nothing can come after it.
    """
    shown = find_deadlines(book, query, now).items
    # What is for others, or has to be settled first, is not what was read.
    sure = (i for i in shown if i.deadline.members_of is None and is_way_sure(i.deadline, query))
    dues = (i.due for i in sure if i.due is not None and i.due.round is not None)
    due = next((due for due in dues if not due.is_past(now)), None)
    if due is None:
        return None
    later = Period(due.last + timedelta(days=1), None)
    return replace(query, period=later, start=None, year=None, mode=Mode.NEXT)
