"""Puts the statistic of a period together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.conversations.counts import CountStore
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.naming.topic_titles import topic_titles
from bot.statistics.chats import (
    hour_sections,
    outcome_section,
    rating_sections,
    time_section,
    topic_section,
)
from bot.statistics.models import Statistics
from bot.statistics.response_times import response_section

MAX_DAYS = 3660


def build_statistics(
    engine: Engine, faq_dir: Path, first: date, last: date, promised_days: int
) -> Statistics:
    """Return the statistic from ``first`` to ``last``, both included.

    ``promised_days`` are the working days within which the office means to answer.

    Raises:
        StoreUnavailableError: the database does not answer.
        ValueError: ``last`` lies before ``first``, or the period is longer than ``MAX_DAYS``.
    """
    if not 0 <= (last - first).days < MAX_DAYS:
        raise ValueError("period")
    store = CountStore(engine)
    counts = store.topics_since(first, last)
    outcomes, figures = outcome_section(counts)
    ratings, reasons, helpful = rating_sections(
        store.ratings_since(first, last), store.reasons_since(first, last)
    )
    hours, channels = hour_sections(CountStore(engine).hours_between(first, last))
    response, response_figures = response_section(engine, first, last, promised_days)
    return Statistics(
        first,
        last,
        store.first_day(),
        (*figures, helpful, *response_figures),
        (
            outcomes,
            topic_section(counts, topic_titles(Catalogue(faq_dir))),
            time_section(store.days_since(first, last), first, last),
            hours,
            channels,
            ratings,
            reasons,
            response,
        ),
    )
